import { useState } from 'preact/hooks';
import { CopyButton, Failure, Field, Heading, LanguageSwitch, useAction } from '../shared/components';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import type { GrantedToken } from '../shared/types';
import { redeem } from './api';
import { signIn } from './session';

/** Eight characters as the maker tells them; letters that look like digits are taken for them. */
const CODE = /^[0-9A-Z]{8}$/;

/** Where the link of an invitation leads: nothing is sent before the reader has typed the code. */
export function InvitationPage({ invitation }: { invitation: string }) {
  const [code, setCode] = useState('');
  const [malformed, setMalformed] = useState(false);
  const [granted, setGranted] = useState<GrantedToken | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const typed = code.replace(/[\s-]/g, '').toUpperCase();
    setMalformed(!CODE.test(typed));
    if (CODE.test(typed)) {
      void action.run(async () => setGranted(await redeem(invitation, typed)));
    }
  };
  const enter = () => {
    if (granted) {
      signIn(granted.token);
      // The link is used up: it does not stay behind the back button.
      location.replace('#/');
    }
  };
  return (
    <main id="main" class="door">
      <div class="door-tools">
        <LanguageSwitch />
      </div>
      {granted === null ? (
        <form class="card" onSubmit={submit}>
          <Heading title={t('invitationTitle')}>{t('invitationTitle')}</Heading>
          <p>{t('invitationLead')}</p>
          {!globalThis.isSecureContext && <p class="notice">{t('insecure')}</p>}
          {malformed && (
            <p class="notice bad" role="alert">
              {t('codeMalformed')}
            </p>
          )}
          {!malformed && <Failure failure={action.failure} />}
          <Field
            id="code"
            label={t('invitationCode')}
            hint={t('invitationCodeHint')}
            required
            maxLength={20}
            value={code}
            onInput={setCode}
          />
          <button type="submit" class="primary" disabled={action.busy}>
            {t('redeem')}
          </button>
        </form>
      ) : (
        <section class="card">
          <Heading title={t('redeemedTitle')}>{t('redeemedTitle')}</Heading>
          <p>{t('redeemedLead', { until: instant(granted.expiresAt) })}</p>
          <p class="row">
            <code class="hash token">{granted.token}</code>
            <CopyButton text={granted.token} />
          </p>
          <p>{t('redeemedPasskey')}</p>
          <button type="button" class="primary" onClick={enter}>
            {t('signIn')}
          </button>
        </section>
      )}
    </main>
  );
}
