import { Facts, Failure, useAction, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { count, t } from '../shared/i18n';
import type { StaffRole } from '../shared/types';
import { useLookAgain } from './again';
import { lastSelfCheck, startSelfCheck } from './api';

/** What the last recomputing of the ledger found, and asking for one. */
export function SelfCheckSection({ roles }: { roles: StaffRole[] }) {
  const page = useLoaded(lastSelfCheck, []);
  const action = useAction();
  const state = page.value;
  const running = state?.reached !== undefined;
  useLookAgain(running, page.reload);
  const last = state?.last;
  return (
    <section class="card">
      <h2>{t('selfCheck')}</h2>
      <p>{t('selfCheckLead')}</p>
      <Failure failure={page.failure ?? action.failure} retry={page.reload} />
      {state?.failed && !running && <p class="notice bad">{t('checkFailed')}</p>}
      {last?.defect && (
        <p class="notice" role="alert">
          {t('selfCheckDefect')} {last.defect.message} <code>{last.defect.row}</code>
        </p>
      )}
      {last && !last.defect && <p>{t('selfCheckSound')}</p>}
      {last && (
        <Facts
          facts={[
            [t('selfCheckAt'), instant(last.startedAt)],
            [t('size'), count(last.ledgerSize)],
          ]}
        />
      )}
      {state && !last && !running && <p class="muted">{t('selfCheckNever')}</p>}
      {running && <p role="status">{t('selfCheckRunning', { n: count(state?.reached ?? 0) })}</p>}
      {roles.includes('manage') && (
        <button
          type="button"
          disabled={running || action.busy}
          onClick={() =>
            void action.run(async () => {
              await startSelfCheck();
              page.reload();
            })
          }
        >
          {t('selfCheckStart')}
        </button>
      )}
    </section>
  );
}
