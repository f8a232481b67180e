import { useEffect, useState } from 'preact/hooks';
import { cursorOf, FIRST_PAGE, nextPage, previousPage, writePlace } from '../shared/address';
import { Failure, Field, Foreign, go, Heading, Loading, Pager, useAction, useLoaded, usePlace } from '../shared/components';
import { Certificates, Choice, EvidencePicker, FindingFacts, findingTitle, FindingSteps } from '../shared/finding';
import { newKey, Problem } from '../shared/http';
import { currentLanguage, t, tValue } from '../shared/i18n';
import type { Engagement, Evidence, Finding, FindingAction, FindingKind } from '../shared/types';
import type { Live } from './App';
import type { EngagementApi } from './api';
import { ReportForm } from './ReportForm';

const STATES = ['raised', 'responded', 'disputed', 'returned', 'accepted', 'verified', 'closed', 'withdrawn'];
const KINDS = ['minor-nonconformity', 'major-nonconformity', 'opportunity-for-improvement', 'conformity'];

/** Counts what a page of findings is to be read anew for: each step, and each return of a stream that may have missed one. */
function news(live: Live): string {
  return `${live.findings} ${live.state === 'reconnecting'}`;
}

export function FindingsPage({ engagement, api, live }: { engagement: Engagement; api: EngagementApi; live: Live }) {
  const parameters = usePlace().parameters;
  const state = parameters.get('state') ?? '';
  const kind = parameters.get('kind') ?? '';
  const wanted = `${state} ${kind}`;
  const [turned, setTurned] = useState({ wanted, paging: FIRST_PAGE });
  const paging = turned.wanted === wanted ? turned.paging : FIRST_PAGE;
  const cursor = cursorOf(paging);
  const page = useLoaded((signal) => api.findings(state, kind, cursor, signal), [api, state, kind, cursor, news(live)]);
  const [round, setRound] = useState(0);
  const reports = useLoaded((signal) => api.certificates(signal), [api, round]);
  const may = engagement.state === 'active' && engagement.terms.rights.includes('find');
  const show = (change: Record<string, string>) => go(writePlace(['findings', engagement.id], { state, kind, ...change }));
  return (
    <>
      <div class="title-row">
        <Heading title={t('findings')}>{t('findings')}</Heading>
        {may && (
          <p class="title-tools">
            <a class="button" href={writePlace(['findings', engagement.id, 'new'])}>
              {t('raiseFinding')}
            </a>
          </p>
        )}
      </div>
      <div class="row">
        <Choice
          id="finding-state"
          label={t('findingState')}
          value={state}
          choices={[['', t('all')], ...STATES.map((one) => [one, tValue('finding', one)] as const)]}
          onChange={(value) => show({ state: value })}
        />
        <Choice
          id="finding-kind"
          label={t('findingKind')}
          value={kind}
          choices={[['', t('all')], ...KINDS.map((one) => [one, tValue('findingKind', one)] as const)]}
          onChange={(value) => show({ kind: value })}
        />
      </div>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      <p role="status" class="muted">
        {page.value && (page.value.total === 0 ? t('noFindings') : t('total', { n: page.value.total }))}
      </p>
      <ul class="cards">
        {page.value?.items.map((finding) => (
          <li class="card" key={finding.id}>
            <h2>
              <a href={writePlace(['findings', engagement.id, finding.id])}>
                <Foreign text={findingTitle(finding)} />
              </a>
            </h2>
            <p class="meta">
              <FindingFacts finding={finding} overdue={false} />
            </p>
          </li>
        ))}
      </ul>
      {page.value && (
        <Pager
          index={paging.index}
          hasNext={page.value.nextCursor !== null}
          onPrevious={() => setTurned({ wanted, paging: previousPage(paging) })}
          onNext={() => setTurned({ wanted, paging: nextPage(paging, page.value!.nextCursor!) })}
        />
      )}
      <section class="certificates">
        <h2>{t('certificates')}</h2>
        <Failure failure={reports.failure} retry={reports.reload} />
        {reports.value?.items.length === 0 && <p class="muted">{t('noCertificates')}</p>}
        <Certificates reports={reports.value?.items ?? []} />
        {may && <ReportForm api={api} onDone={() => setRound((n) => n + 1)} />}
      </section>
    </>
  );
}

/** A new finding; the address may name the record version and the clause it begins with. */
export function RaisePage({ engagement, api }: { engagement: Engagement; api: EngagementApi }) {
  const parameters = usePlace().parameters;
  const record = parameters.get('record');
  const version = Number(parameters.get('version') ?? 0);
  const first: Evidence[] = record && version > 0 ? [{ type: 'record', recordId: record, version }] : [];
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['findings', engagement.id])}>‹ {t('findings')}</a>
      </p>
      <Heading title={t('raiseFinding')}>{t('raiseFinding')}</Heading>
      <StatementForm
        engagement={engagement}
        api={api}
        first={{
          kind: 'minor-nonconformity',
          edition: parameters.get('edition') ?? engagement.terms.criteria[0] ?? '',
          number: parameters.get('clause') ?? '',
          text: '',
          evidence: first,
        }}
        amends={false}
        label={t('raiseFinding')}
        send={async (statement, key) => {
          const raised = await api.raise(statement, key);
          go(writePlace(['findings', engagement.id, raised.id]));
        }}
      />
    </>
  );
}

interface First {
  kind: FindingKind;
  edition: string;
  number: string;
  text: string;
  evidence: Evidence[];
}

function StatementForm(props: {
  engagement: Engagement;
  api: EngagementApi;
  first: First;
  amends: boolean;
  label: string;
  send: (statement: Record<string, unknown>, key: string) => Promise<void>;
}) {
  const { first, amends } = props;
  const [kind, setKind] = useState<string>(first.kind);
  const [edition, setEdition] = useState(first.edition);
  const [number, setNumber] = useState(first.number);
  const [text, setText] = useState(first.text);
  const [reason, setReason] = useState('');
  const [respondBy, setRespondBy] = useState('');
  const [evidence, setEvidence] = useState(first.evidence);
  const [key, setKey] = useState(newKey);
  const action = useAction();
  useEffect(() => setKey(newKey()), [kind, edition, number, text, reason, respondBy, evidence]);
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run(() =>
      props.send(
        {
          kind,
          clause: { edition: edition.trim(), number: number.trim() },
          text: text.trim(),
          language: currentLanguage(),
          ...(amends && { reason: reason.trim() }),
          ...(respondBy !== '' && { respondBy }),
          ...(evidence.length > 0 && { evidence }),
        },
        key,
      ),
    );
  };
  const nonconformity = kind.endsWith('nonconformity');
  return (
    <form class="card" onSubmit={submit}>
      <Choice
        id="kind"
        label={t('findingKind')}
        value={kind}
        choices={KINDS.map((one) => [one, tValue('findingKind', one)] as const)}
        onChange={setKind}
      />
      <Field id="edition" label={t('edition')} required maxLength={100} value={edition} onInput={setEdition} hint={props.engagement.terms.criteria.join(' · ')} />
      <Field id="clause" label={t('clause')} required maxLength={40} value={number} onInput={setNumber} hint={t('clauseHint')} />
      <Field id="statement" label={t('statement')} required lines={5} maxLength={20000} value={text} onInput={setText} />
      {amends && <Field id="reason" label={t('amendReason')} required lines={2} maxLength={20000} value={reason} onInput={setReason} />}
      {nonconformity && <Field id="respond-by" label={t('respondBy')} type="date" value={respondBy} onInput={setRespondBy} />}
      <EvidencePicker id="statement" evidence={evidence} onChange={setEvidence} find={(id) => props.api.newest(id)} />
      <Failure failure={action.failure} />
      <button
        type="submit"
        class="primary"
        disabled={action.busy || text.trim() === '' || number.trim() === '' || edition.trim() === '' || (amends && reason.trim() === '')}
      >
        {props.label}
      </button>
    </form>
  );
}

export function FindingPage(props: { engagement: Engagement; api: EngagementApi; id: string; live: Live }) {
  const { engagement, api, id } = props;
  const page = useLoaded((signal) => api.finding(id, signal), [api, id, news(props.live)]);
  const finding = page.value;
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['findings', engagement.id])}>‹ {t('findings')}</a>
      </p>
      {!finding && <Failure failure={page.failure} retry={page.reload} />}
      {page.loading && !finding && <Loading />}
      {finding && (
        <>
          <Heading title={findingTitle(finding)}>
            <Foreign text={findingTitle(finding)} />
          </Heading>
          <p class="meta">
            <FindingFacts finding={finding} overdue={false} />
            <span>{finding.id}</span>
          </p>
          <div aria-live="polite">
            <FindingSteps
              steps={finding.steps}
              place={(one) =>
                one.type === 'record'
                  ? writePlace(['records', engagement.id, one.recordId, one.version])
                  : one.type === 'sample'
                    ? writePlace(['samples', engagement.id, one.sampleId])
                    : writePlace(['questions', engagement.id, one.questionId])
              }
            />
          </div>
          {engagement.terms.rights.includes('find') &&
            finding.actions.map((one) => (
              <details class="section card no-print" key={`${one} ${finding.version}`}>
                <summary>
                  <h2>{tValue('findingAction', one)}</h2>
                </summary>
                <Step engagement={engagement} finding={finding} action={one} api={api} onChange={page.replace} reload={page.reload} />
              </details>
            ))}
        </>
      )}
    </>
  );
}

function Step(props: {
  engagement: Engagement;
  finding: Finding;
  action: FindingAction;
  api: EngagementApi;
  onChange: (finding: Finding) => void;
  reload: () => void;
}) {
  const { finding, api } = props;
  const [changed, setChanged] = useState(false);
  const send = async (content: Record<string, unknown>, key: string) => {
    try {
      setChanged(false);
      props.onChange(await api.findingStep(finding, { action: props.action, ...content }, key));
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 412) {
        setChanged(true);
        props.reload();
      }
      throw failure;
    }
  };
  const statement = [...finding.steps].reverse().find((step) => step.kind !== undefined)!;
  return (
    <>
      {changed && (
        <p class="notice bad" role="alert">
          {t('findingChanged')}
        </p>
      )}
      {props.action === 'amend' ? (
        <StatementForm
          engagement={props.engagement}
          api={api}
          first={{
            kind: finding.kind,
            edition: finding.clause.edition,
            number: finding.clause.number,
            text: statement.text ?? '',
            evidence: statement.evidence,
          }}
          amends
          label={tValue('findingAction', 'amend')}
          send={send}
        />
      ) : (
        <RemarkForm action={props.action} api={api} send={send} />
      )}
    </>
  );
}

function RemarkForm(props: {
  action: FindingAction;
  api: EngagementApi;
  send: (content: Record<string, unknown>, key: string) => Promise<void>;
}) {
  const { action } = props;
  const [text, setText] = useState('');
  const [respondBy, setRespondBy] = useState('');
  const [evidence, setEvidence] = useState<Evidence[]>([]);
  const [key, setKey] = useState(newKey);
  const work = useAction();
  useEffect(() => setKey(newKey()), [text, respondBy, evidence]);
  const needsText = action !== 'accept' && action !== 'close';
  const setsDay = action === 'return' || action === 'not-effective';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const content = {
          language: currentLanguage(),
          ...(text.trim() !== '' && { text: text.trim() }),
          ...(setsDay && respondBy !== '' && { respondBy }),
          ...(evidence.length > 0 && { evidence }),
        };
        void work.run(() => props.send(content, key));
      }}
    >
      <Field
        id={`text-${action}`}
        label={t(needsText ? 'stepReason' : 'stepRemark')}
        required={needsText}
        lines={3}
        maxLength={20000}
        value={text}
        onInput={setText}
      />
      {setsDay && (
        <Field id={`respond-by-${action}`} label={t('respondBy')} type="date" value={respondBy} onInput={setRespondBy} />
      )}
      {needsText && (
        <EvidencePicker id={action} evidence={evidence} onChange={setEvidence} find={(id) => props.api.newest(id)} />
      )}
      <Failure failure={work.failure} />
      <button type="submit" class="primary" disabled={work.busy || (needsText && text.trim() === '')}>
        {tValue('findingAction', action)}
      </button>
    </form>
  );
}
