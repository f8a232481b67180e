import { useState } from 'preact/hooks';
import { Failure, Field, Foreign, Heading, LanguageSwitch, useAction, useLoaded } from '../shared/components';
import { t } from '../shared/i18n';
import { discover } from './api';
import { passkeysWork, signInWithPasskey } from './passkeys';
import { DeviceFailure } from './PasskeysPage';
import { comeIn, CookieRefusal, isToken } from './session';

export function SignInPage({ ended }: { ended: boolean }) {
  const [token, setToken] = useState('');
  const [malformed, setMalformed] = useState(false);
  const host = useLoaded(discover, []);
  const works = useLoaded(passkeysWork, []);
  const device = useAction();
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const value = token.trim();
    setMalformed(!isToken(value));
    if (isToken(value)) {
      void action.run(() => comeIn({}, { Authorization: `Bearer ${value}` }));
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
        {ended && (
          <p class="notice" role="alert">
            {t('sessionEnded')}
          </p>
        )}
        {works.value === true && (
          <section class="passkey">
            <p>{t('passkeySignInLead')}</p>
            {device.failure instanceof CookieRefusal ? (
              <EntryFailure failure={device.failure} />
            ) : (
              <DeviceFailure failure={device.failure} />
            )}
            <button type="button" class="primary" disabled={device.busy} onClick={() => void device.run(signInWithPasskey)}>
              {t('passkeySignIn')}
            </button>
          </section>
        )}
        <p>{t('signInLead')}</p>
        {!globalThis.isSecureContext && <p class="notice">{t('insecure')}</p>}
        {!malformed && <EntryFailure failure={action.failure} />}
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
        <button type="submit" class="primary" disabled={action.busy}>
          {t('signIn')}
        </button>
      </form>
    </main>
  );
}

/** Why somebody did not come in, also where it is the browser's doing. */
export function EntryFailure({ failure }: { failure: unknown }) {
  return failure instanceof CookieRefusal ? (
    <p class="notice bad" role="alert">
      {t('cookieRefused')}
    </p>
  ) : (
    <Failure failure={failure} />
  );
}
