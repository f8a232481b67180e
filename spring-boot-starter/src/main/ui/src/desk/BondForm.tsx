import { useState } from 'preact/hooks';
import { Field, Foreign } from '../shared/components';
import { t } from '../shared/i18n';
import type { Credential, DeskEngagement } from '../shared/types';
import { bind } from './api';
import { TokenForm } from './TokenForm';

const CERTIFICATE = 'certificate';

/** Binds a person of a configured identity provider, or a client certificate, to an auditor; nothing where neither is. */
export function BondForm({ one, onChange }: { one: DeskEngagement; onChange: (one: DeskEngagement) => void }) {
  const { issuers, certificates } = one.knownBy;
  const [by, setBy] = useState(issuers[0] ?? CERTIFICATE);
  const [who, setWho] = useState('');
  if (issuers.length === 0 && !certificates) {
    return null;
  }
  return (
    <TokenForm
      id="bond"
      title={t('bondTitle')}
      label={t('bond')}
      one={one}
      fields={
        <>
          <div class="field">
            <label for="bond-by">{t('vouchedBy')}</label>
            <select id="bond-by" value={by} onChange={(event) => setBy(event.currentTarget.value)}>
              {issuers.map((issuer) => (
                <option value={issuer}>{issuer}</option>
              ))}
              {certificates && <option value={CERTIFICATE}>{t('clientCertificate')}</option>}
            </select>
          </div>
          <Field
            id="bond-who"
            label={by === CERTIFICATE ? t('thumbprint') : t('subject')}
            required
            value={who}
            onInput={setWho}
          />
        </>
      }
      submit={async (auditorId, expiresAt) => {
        const identity = by === CERTIFICATE ? { certificate: who.trim() } : { issuer: by, subject: who.trim() };
        onChange(await bind(one.id, { auditorId, expiresAt, ...identity }));
        setWho('');
      }}
    >
      {null}
    </TokenForm>
  );
}

/** By what an auditor is known: a token, a person of a provider, or a certificate. */
export function KnownBy({ credential }: { credential: Credential }) {
  return (
    <>
      {credential.kind === 'token' && t('token')}
      {credential.issuer && (
        <>
          <Foreign text={credential.subject ?? ''} /> <span class="muted">{credential.issuer}</span>
        </>
      )}
      {credential.certificate && (
        <>
          {' '}
          <code class="hash">{credential.certificate.slice(0, 16)}…</code>
        </>
      )}
    </>
  );
}
