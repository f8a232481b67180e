import { useEffect, useState } from 'preact/hooks';
import { Facts, Failure, Foreign, Loading, useAction, useLoaded } from '../shared/components';
import { duration, instant } from '../shared/format';
import { count, t } from '../shared/i18n';
import type { IndexState, StaffRole } from '../shared/types';
import { useLookAgain } from './again';
import { rebuildIndex, searchIndex, startIndexCheck } from './api';
import { ConfirmedButton } from './ConfirmedButton';

/** How far the search index is; having it built anew, and having it compared with the ledger. */
export function IndexSection({ roles }: { roles: StaffRole[] }) {
  const page = useLoaded(searchIndex, []);
  const action = useAction();
  const state = page.value;
  const building = state?.building !== undefined;
  const checking = state?.check.reached !== undefined;
  const rebuilt = useEnd(building) && state?.trouble === undefined;
  useLookAgain(building || checking, page.reload);
  const begin = (work: () => Promise<IndexState>) => void action.run(async () => page.replace(await work()));
  return (
    <section class="card index">
      <h2>{t('searchIndex')}</h2>
      <p>{t('searchIndexLead')}</p>
      <Failure failure={page.failure ?? action.failure} retry={page.reload} />
      {page.loading && !state && <Loading />}
      {state?.trouble && (
        <p class="notice bad" role="alert">
          {t('indexTrouble')} {state.trouble.message} <span class="code">{state.trouble.code}</span>
        </p>
      )}
      {state && <Facts facts={[[t('indexed'), t('indexedOf', { done: state.indexedSize, total: state.ledgerSize })]]} />}
      <div role="status">
        {state?.building && <p>{t(state.building.beside ? 'indexRebuilding' : 'indexBuilding')}</p>}
        {rebuilt && <p class="notice good rebuilt">{t('indexRebuilt')}</p>}
      </div>
      {state?.building && <Building building={state.building} ledgerSize={state.ledgerSize} />}
      {state && <Comparison state={state} />}
      {state && roles.includes('manage') && (
        <div class="row">
          <button type="button" disabled={checking || action.busy} onClick={() => begin(startIndexCheck)}>
            {t('indexCheckStart')}
          </button>
          <ConfirmedButton
            label={t('rebuildIndex')}
            lead={t('rebuildIndexLead')}
            confirm={t('rebuildIndexConfirm')}
            disabled={building || action.busy}
            onConfirm={() => begin(rebuildIndex)}
          />
        </div>
      )}
    </section>
  );
}

function Building({ building, ledgerSize }: { building: NonNullable<IndexState['building']>; ledgerSize: number }) {
  const total = Math.max(ledgerSize, building.builtSize);
  return (
    <>
      <p class="progress-row">
        <progress aria-label={t('indexBuilt')} max={Math.max(1, total)} value={building.builtSize} />
      </p>
      <Facts
        facts={[
          [t('indexBuilt'), t('indexedOf', { done: building.builtSize, total })],
          [t('indexSpeed'), building.perSecond > 0 && t('indexPerSecond', { n: building.perSecond })],
          [t('indexRemaining'), building.remainingSeconds !== undefined && duration(building.remainingSeconds)],
        ]}
      />
    </>
  );
}

/** What comparing with the ledger has found, or how far it is. */
function Comparison({ state }: { state: IndexState }) {
  const { reached, failed, last } = state.check;
  return (
    <>
      <h3>{t('indexCheck')}</h3>
      <div role="status" class="comparison">
        {reached !== undefined ? (
          <p>{t('indexChecking')}</p>
        ) : (
          <>
            {failed && <p class="notice bad">{t('checkFailed')}</p>}
            {!last && !failed && <p class="muted">{t('indexCheckNever')}</p>}
            {last && last.total === 0 && <p class="notice good">{t('indexSound')}</p>}
            {last && last.total > 0 && (
              <p class="notice bad">{t(last.total === 1 ? 'indexDiffersOnce' : 'indexDiffers', { n: last.total })}</p>
            )}
          </>
        )}
      </div>
      {reached !== undefined && (
        <p class="progress-row">
          <progress aria-label={t('indexCheck')} max={Math.max(1, state.ledgerSize)} value={reached} />
        </p>
      )}
      {last && last.total > 0 && (
        <>
          <ul class="differences">
            {last.differences.map((one) => (
              <li>
                {one.record !== undefined && (
                  <>
                    <Foreign text={one.record} /> · {t('versionOf', { n: one.version ?? 0 })}:{' '}
                  </>
                )}
                <Foreign text={one.message} />
              </li>
            ))}
          </ul>
          {last.differences.length < last.total && (
            <p class="muted">{t('indexDifferencesOf', { n: count(last.differences.length), total: count(last.total) })}</p>
          )}
        </>
      )}
      {last && (
        <Facts
          facts={[
            [t('indexCheckAt'), instant(last.startedAt)],
            [t('size'), count(last.indexedSize)],
            [t('indexVersions'), count(last.versions)],
          ]}
        />
      )}
    </>
  );
}

/** Whether something ended while the page looked on. */
function useEnd(running: boolean): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (running) {
      setSeen(true);
    }
  }, [running]);
  return seen && !running;
}
