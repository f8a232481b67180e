import { CopyButton, Facts, Failure, Heading, Loading, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { count, t } from '../shared/i18n';
import type { StaffRole } from '../shared/types';
import { ledger } from './api';
import { IndexSection } from './IndexSection';
import { KeysSection, TimestampsSection } from './LedgerSections';
import { SelfCheckSection } from './SelfCheckSection';
import { UnsearchableSection } from './UnsearchableSection';

export function LedgerPage({ roles }: { roles: StaffRole[] }) {
  const page = useLoaded(ledger, []);
  const state = page.value;
  return (
    <>
      <Heading title={t('ledger')}>{t('ledger')}</Heading>
      <p>{t('ledgerLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !state && <Loading />}
      {state && (
        <section class="card">
          <Facts
            facts={[
              [t('origin'), state.origin],
              [t('size'), count(state.size)],
              [t('indexed'), t('indexedOf', { done: state.indexedSize, total: state.size })],
              [t('root'), <code class="hash">{state.root}</code>],
              [t('checkpointAt'), state.checkpointAt && instant(state.checkpointAt)],
              [t('key'), <code class="hash">{state.key}</code>],
            ]}
          />
          {state.checkpoint && (
            <>
              <h2>{t('checkpoint')}</h2>
              <pre>{state.checkpoint}</pre>
              <CopyButton text={state.checkpoint} />
            </>
          )}
        </section>
      )}
      <TimestampsSection />
      <KeysSection roles={roles} />
      <SelfCheckSection roles={roles} />
      <IndexSection roles={roles} />
      <UnsearchableSection />
    </>
  );
}
