import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import { Facts, Failure, Field, Foreign, Heading, Loading, useAction, useLoaded } from '../shared/components';
import { duration, instant } from '../shared/format';
import { count, localized, t, tValue } from '../shared/i18n';
import type { StaffRole } from '../shared/types';
import { useLookAgain } from './again';
import { ConfirmedButton } from './ConfirmedButton';
import { Counts, Reports, ReportView } from './ReportView';
import { MissingSection, RefusedSection } from './SourceRows';
import {
  isUnderWay,
  outcome,
  type Progress,
  rehearse,
  report,
  reports,
  rewind,
  run,
  type RunReport,
  type Source,
  source,
  sources,
  type WholeReport,
} from './sources';
import { UploadSection } from './UploadSection';

/** What is taken in from the maker's own systems, and how each source is. */
export function SourcesPage({ round }: { round: number }) {
  const page = useLoaded(sources, [round]);
  useLookAgain(page.value?.items.some(isUnderWay) ?? false, page.reload);
  return (
    <>
      <Heading title={t('sources')}>{t('sources')}</Heading>
      <p>{t('sourcesLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value?.items.length === 0 && <p>{t('noSources')}</p>}
      <ul class="cards">
        {page.value?.items.map((one) => (
          <li class="card source" key={one.name}>
            <h2>
              <a href={writePlace(['sources', one.name])}>
                <Foreign text={one.name} />
              </a>
            </h2>
            <p class="meta">
              <span>{tValue('sourceKind', one.kind)}</span>
              {one.last && <Last last={one.last} />}
            </p>
            <Standing one={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** When the newest run was, and whether it broke off. */
function Last({ last }: { last: RunReport }) {
  return (
    <span>
      {t('runLast')} <time dateTime={last.finishedAt}>{instant(last.finishedAt)}</time>
      {outcome(last) === 'broken' && <strong> {t('runBroken')}</strong>}
    </span>
  );
}

/** What needs somebody's attention, and what is under way. */
function Standing({ one }: { one: Source }) {
  return (
    <>
      <div role="status">
        {one.progress ? <p>{t('sourceReading')}</p> : one.asked && <p>{t('sourceWaiting')}</p>}
        {one.note && (
          <p class="notice bad">
            <Foreign text={localized(one.note)} />
          </p>
        )}
      </div>
      {one.progress && <Running progress={one.progress} />}
      <Facts
        facts={[
          [t('refusedRows'), count(one.refused)],
          [t('missingRows'), one.kind === 'table' && count(one.missing)],
        ]}
      />
    </>
  );
}

function Running({ progress }: { progress: Progress }) {
  const { read, total, perSecond, remainingSeconds } = progress;
  return (
    <>
      <p class="progress-row">
        {total === undefined ? (
          <progress aria-label={t('sourceReading')} />
        ) : (
          <progress aria-label={t('sourceReading')} max={Math.max(1, total, read)} value={read} />
        )}
      </p>
      <Facts
        facts={[
          [t('sourceRead'), total === undefined ? count(read) : t('indexedOf', { done: read, total: Math.max(total, read) })],
          [t('indexSpeed'), perSecond > 0 && t('indexPerSecond', { n: perSecond })],
          [t('indexRemaining'), remainingSeconds !== undefined && duration(remainingSeconds)],
        ]}
      />
    </>
  );
}

/** One source: what its runs did, what was refused, trying it, and having it read. */
export function SourcePage({ name, roles, round }: { name: string; roles: StaffRole[]; round: number }) {
  const page = useLoaded((signal) => source(name, signal), [name, round]);
  const action = useAction();
  const one = page.value;
  useLookAgain(one ? isUnderWay(one) : false, page.reload);
  const manages = roles.includes('manage');
  const begin = (work: () => Promise<Source>) => void action.run(async () => page.replace(await work()));
  // What the newest run left behind is read again once there is a newer one.
  const newest = one?.last ? `${one.last.number} ${one.last.finishedAt}` : '';
  return (
    <>
      <Heading title={name}>
        <Foreign text={name} />
      </Heading>
      <Failure failure={page.failure ?? action.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          <section class="card source" aria-label={t('sourceNow')}>
            <p class="meta">
              <span>{tValue('sourceKind', one.kind)}</span>
              {one.last ? <Last last={one.last} /> : <span>{t('runNever')}</span>}
            </p>
            <Standing one={one} />
            {one.last && (
              <>
                <h2>{t('runNewest')}</h2>
                {one.last.failure && (
                  <p class="notice bad">
                    <Foreign text={localized(one.last.failure)} />
                  </p>
                )}
                <Counts report={one.last} />
              </>
            )}
            {manages && one.readable && (
              <div class="row">
                <button type="button" class="primary run" disabled={isUnderWay(one) || action.busy} onClick={() => begin(() => run(name))}>
                  {t(one.kind === 'table' ? 'runNow' : 'lookNow')}
                </button>
                {one.kind === 'table' && (
                  <ConfirmedButton
                    label={t('rewind')}
                    lead={t('rewindLead')}
                    confirm={t('rewindConfirm')}
                    disabled={isUnderWay(one) || action.busy}
                    onConfirm={() => begin(() => rewind(name))}
                  />
                )}
              </div>
            )}
          </section>
          {manages && one.kind === 'table' && <RehearsalSection name={name} />}
          {one.largestUpload !== undefined && (
            <UploadSection name={name} largest={one.largestUpload} manages={manages} changed={page.reload} />
          )}
          <RefusedSection name={name} newest={newest} manages={manages} changed={page.reload} />
          {one.kind === 'table' && <MissingSection name={name} newest={newest} />}
          <ReportsSection name={name} newest={newest} />
        </>
      )}
    </>
  );
}

/** Tries the mapping on rows of the table, and saves nothing. */
function RehearsalSection({ name }: { name: string }) {
  const [records, setRecords] = useState('100');
  const [result, setResult] = useState<WholeReport | null>(null);
  const action = useAction();
  const wanted = Number(records);
  const sound = Number.isInteger(wanted) && wanted >= 1 && wanted <= 1000;
  return (
    <section class="card rehearsal" aria-labelledby="rehearsal-heading">
      <h2 id="rehearsal-heading">{t('rehearsal')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(async () => setResult(await rehearse(name, wanted)));
        }}
      >
        <Field
          id="rehearsal-records"
          label={t('rehearsalRecords')}
          hint={t('rehearsalHint')}
          required
          maxLength={4}
          value={records}
          onInput={setRecords}
        />
        <p class="row">
          <button type="submit" disabled={action.busy || !sound}>
            {t('rehearse')}
          </button>
        </p>
      </form>
      <Failure failure={action.failure} />
      <div aria-live="polite">
        {action.busy && <Loading />}
        {!action.busy && result && <ReportView report={result} />}
      </div>
    </section>
  );
}

/** What the newest runs did, each in full when asked for. */
function ReportsSection({ name, newest }: { name: string; newest: string }) {
  const page = useLoaded((signal) => reports(name, signal), [name, newest]);
  const [shown, setShown] = useState<WholeReport | null>(null);
  const action = useAction();
  return (
    <section class="card reports" aria-labelledby="reports-heading">
      <h2 id="reports-heading">{t('runReports')}</h2>
      <p class="muted">{t('runReportsLead')}</p>
      <Failure failure={page.failure ?? action.failure} retry={page.reload} />
      {page.value?.items.length === 0 && <p>{t('runNever')}</p>}
      {page.value && page.value.items.length > 0 && (
        <Reports
          reports={page.value.items}
          show={(number) => void action.run(async () => setShown(await report(name, number)))}
        />
      )}
      <div aria-live="polite">
        {shown && (
          <>
            <h3>
              {t('runReport')} <time dateTime={shown.finishedAt}>{instant(shown.finishedAt)}</time>
            </h3>
            <ReportView report={shown} />
          </>
        )}
      </div>
    </section>
  );
}
