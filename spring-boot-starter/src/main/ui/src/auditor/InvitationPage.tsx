import { useState } from 'preact/hooks';
import { CopyButton, Field, Heading, LanguageSwitch, useAction, useLoaded } from '../shared/components';
import { instant } from '../shared/format';
import { t } from '../shared/i18n';
import type { GrantedToken } from '../shared/types';
import { comeInByInvitation, redeem } from './api';
import { passkeysWork } from './passkeys';
import { comeIn } from './session';
import { EntryFailure } from './SignInPage';

/** Eight characters as the maker tells them; letters that look like digits are taken for them. */
const CODE = /^[0-9A-Z]{8}$/;

/** Where the link of an invitation leads: nothing is sent before the reader has typed the code. */
export function InvitationPage({ invitation }: { invitation: string }) {
  const [code, setCode] = useState('');
  const [malformed, setMalformed] = useState(false);
  const [granted, setGranted] = useState<GrantedToken | null>(null);
  const action = useAction();
  const works = useLoaded(passkeysWork, []);
  const submit = (event: Event, use: (typed: string) => Promise<void>) => {
    event.preventDefault();
    const typed = code.replace(/[\s-]/g, '').toUpperCase();
    setMalformed(!CODE.test(typed));
    if (CODE.test(typed)) {
      void action.run(() => use(typed));
    }
  };
  const entered = () => {
    // The link is used up: it does not stay behind the back button.
    location.replace('#/');
  };
  const enter = async (typed: string) => {
    await comeInByInvitation(invitation, typed);
    entered();
  };
  const take = async (typed: string) => setGranted(await redeem(invitation, typed));
  const enterWith = async (token: string) => {
    await comeIn({}, { Authorization: `Bearer ${token}` });
    entered();
  };
  return (
    <main id="main" class="door">
      <div class="door-tools">
        <LanguageSwitch />
      </div>
      {granted === null ? (
        <form class="card" onSubmit={(event) => submit(event, enter)}>
          <Heading title={t('invitationTitle')}>{t('invitationTitle')}</Heading>
          <p>{t('invitationLead')}</p>
          {!globalThis.isSecureContext && <p class="notice">{t('insecure')}</p>}
          {malformed && (
            <p class="notice bad" role="alert">
              {t('codeMalformed')}
            </p>
          )}
          {!malformed && <EntryFailure failure={action.failure} />}
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
          {works.value === false && <p class="notice">{t('invitationNoPasskeys')}</p>}
          <details open={works.value === false}>
            <summary>{t('takeToken')}</summary>
            <p>{t('takeTokenLead')}</p>
            <button type="button" class="take" disabled={action.busy} onClick={(event) => submit(event, take)}>
              {t('takeToken')}
            </button>
          </details>
        </form>
      ) : (
        <section class="card">
          <Heading title={t('redeemedTitle')}>{t('redeemedTitle')}</Heading>
          <p>{t('redeemedLead', { until: instant(granted.expiresAt) })}</p>
          <p class="row">
            <code class="hash token">{granted.token}</code>
            <CopyButton text={granted.token} />
          </p>
          <EntryFailure failure={action.failure} />
          <button
            type="button"
            class="primary"
            disabled={action.busy}
            onClick={() => void action.run(() => enterWith(granted.token))}
          >
            {t('signIn')}
          </button>
        </section>
      )}
    </main>
  );
}
