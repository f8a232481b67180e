import { useState } from 'preact/hooks';
import { Field, Foreign, Heading, LanguageSwitch, useAction, useLoaded } from '../shared/components';
import { t } from '../shared/i18n';
import { discover } from './api';
import { passkeysWork, signInWithPasskey } from './passkeys';
import { DeviceFailure } from './PasskeysPage';
import { isToken, signIn } from './session';

export function SignInPage({ refused }: { refused: boolean }) {
  const [token, setToken] = useState('');
  const [malformed, setMalformed] = useState(false);
  const host = useLoaded(discover, []);
  const works = useLoaded(passkeysWork, []);
  const device = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const value = token.trim();
    setMalformed(!isToken(value));
    if (isToken(value)) {
      signIn(value);
    }
  };
  return (
    <main id="main" class="door">
      <div class="door-tools">
        <LanguageSwitch />
      </div>
      <form class="card" onSubmit={submit}>
        {host.value && (
          <p class="host">
            <Foreign text={host.value.organization.name} />
          </p>
        )}
        <Heading title={t('signInTitle')}>{t('signInTitle')}</Heading>
        {works.value === true && (
          <section class="passkey">
            <p>{t('passkeySignInLead')}</p>
            <DeviceFailure failure={device.failure} />
            <button type="button" class="primary" disabled={device.busy} onClick={() => void device.run(signInWithPasskey)}>
              {t('passkeySignIn')}
            </button>
          </section>
        )}
        <p>{t('signInLead')}</p>
        {!globalThis.isSecureContext && <p class="notice">{t('insecure')}</p>}
        {refused && !malformed && (
          <p class="notice bad" role="alert">
            {t('tokenRefused')}
          </p>
        )}
        {malformed && (
          <p class="notice bad" role="alert">
            {t('tokenMalformed')}
          </p>
        )}
        <Field
          id="token"
          label={t('token')}
          hint={t('tokenHint')}
          type="password"
          required
          maxLength={200}
          value={token}
          onInput={setToken}
        />
        <button type="submit" class="primary">
          {t('signIn')}
        </button>
      </form>
    </main>
  );
}
