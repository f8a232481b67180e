import { useState } from 'preact/hooks';
import { Foreign, Wide } from '../shared/components';
import { auditorName } from '../shared/engagement';
import { instant } from '../shared/format';
import { t, tValue } from '../shared/i18n';
import type { DeskEngagement } from '../shared/types';
import { removePasskey } from './api';
import { ReasonForm } from './ReasonForm';

/** The passkeys auditors have registered, to be taken away where a device is lost or in doubt. */
export function Passkeys(props: { one: DeskEngagement; manages: boolean; onChange: (one: DeskEngagement) => void }) {
  const { one } = props;
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <section class="card">
      <h2>{t('deskPasskeys')}</h2>
      <p>{t('deskPasskeysLead')}</p>
      {one.passkeys.length === 0 ? (
        <p class="muted">{t('noPasskeys')}</p>
      ) : (
        <Wide label={t('deskPasskeys')}>
          <table class="passkeys">
            <thead>
              <tr>
                <th scope="col">{t('auditor')}</th>
                <th scope="col">{t('passkeyName')}</th>
                <th scope="col">{t('passkeyState')}</th>
                <th scope="col">{t('passkeyRegistered')}</th>
                <th scope="col">{t('passkeyUsed')}</th>
                <th scope="col" aria-label={t('passkeyRemove')} />
              </tr>
            </thead>
            <tbody>
              {one.passkeys.map((passkey) => (
                <tr key={passkey.id}>
                  <th scope="row">
                    <Foreign text={auditorName(one.terms, passkey.auditorId)} />
                  </th>
                  <td>
                    <Foreign text={passkey.name} />
                  </td>
                  <td>
                    <span class={`badge passkey-${passkey.state}`}>{tValue('passkey', passkey.state)}</span>
                  </td>
                  <td>{instant(passkey.registeredAt)}</td>
                  <td>{passkey.lastUsedAt ? instant(passkey.lastUsedAt) : t('passkeyNeverUsed')}</td>
                  <td>
                    {props.manages && passkey.state === 'active' && (
                      <button type="button" onClick={() => setRemoving(passkey.id)}>
                        {t('passkeyRemove')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {removing !== null && (
        <ReasonForm
          key={removing}
          id={`remove-${removing}`}
          label={t('passkeyRemove')}
          submit={async (reason) => {
            props.onChange(await removePasskey(one.id, removing, reason));
            setRemoving(null);
          }}
          cancel={() => setRemoving(null)}
        />
      )}
    </section>
  );
}
