import { useState } from 'preact/hooks';
import { Failure, Loading, Wide, useLoaded } from '../shared/components';
import { count, t } from '../shared/i18n';
import { TimestampsView } from '../shared/timestamps';
import type { StaffRole } from '../shared/types';
import { ledgerKeys, rotateLedgerKey, timestamps } from './api';
import { ReasonForm } from './ReasonForm';

export function TimestampsSection() {
  const page = useLoaded(timestamps, []);
  return (
    <section class="card">
      <h2>{t('timestamps')}</h2>
      <p>{t('timestampsLead')}</p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value && <TimestampsView timestamps={page.value} />}
    </section>
  );
}

/** The keys that have signed checkpoints, and changing the key with a reason that auditors read. */
export function KeysSection({ roles }: { roles: StaffRole[] }) {
  const page = useLoaded(ledgerKeys, []);
  const [changed, setChanged] = useState<string | null>(null);
  return (
    <section class="card">
      <h2>{t('ledgerKeys')}</h2>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value && (
        <Wide label={t('ledgerKeys')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('keyFromSize')}</th>
                <th scope="col">{t('key')}</th>
              </tr>
            </thead>
            <tbody>
              {page.value.items.map((one) => (
                <tr key={one.key}>
                  <th scope="row">{count(one.fromSize)}</th>
                  <td>
                    <code class="hash">{one.key}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {roles.includes('manage') && (
        <>
          <h3>{t('changeKey')}</h3>
          <p>{t('changeKeyLead')}</p>
          {/* A new key each time also empties the form. */}
          <ReasonForm
            key={changed}
            id="change-key"
            label={t('changeKey')}
            submit={async (reason) => {
              setChanged((await rotateLedgerKey(reason)).newKey);
              page.reload();
            }}
          />
          <div role="status">
            {changed !== null && (
              <div class="notice good">
                <p>{t('keyChanged')}</p>
                <p>
                  <code class="hash">{changed}</code>
                </p>
              </div>
            )}
          </div>
        </>
      )}
    </section>
  );
}
