import { useState } from 'preact/hooks';
import { CopyButton, Foreign, Wide } from '../shared/components';
import { auditorName } from '../shared/engagement';
import { instant } from '../shared/format';
import { t, tValue } from '../shared/i18n';
import type { DeskEngagement, IssuedInvitation } from '../shared/types';
import { invite, withdrawInvitation } from './api';
import { ReasonForm } from './ReasonForm';
import { TokenForm } from './TokenForm';

/** The invitations of an engagement, and the form that makes one. */
export function Invitations(props: {
  one: DeskEngagement;
  manages: boolean;
  open: boolean;
  onChange: (one: DeskEngagement) => void;
  reload: () => void;
}) {
  const { one, manages } = props;
  const [issued, setIssued] = useState<IssuedInvitation | null>(null);
  return (
    <section class="card">
      <h2>{t('invitations')}</h2>
      <p>{t('invitationsLead')}</p>
      {one.invitations.length === 0 ? (
        <p class="muted">{t('noInvitations')}</p>
      ) : (
        <Listed one={one} manages={manages} onChange={props.onChange} />
      )}
      {manages && props.open && (
        <TokenForm
          id="invite"
          title={t('inviteTitle')}
          label={t('invite')}
          one={one}
          submit={async (auditor, expiresAt) => {
            setIssued(await invite(one.id, auditor, expiresAt));
            props.reload();
          }}
        >
          {issued !== null && <Secrets issued={issued} />}
        </TokenForm>
      )}
    </section>
  );
}

/** The link and the code apart, since they go different ways. */
function Secrets({ issued }: { issued: IssuedInvitation }) {
  const link = new URL(`../audit/ui/#/invitation/${issued.invitation}`, location.href).href;
  const code = `${issued.code.slice(0, 4)}-${issued.code.slice(4)}`;
  return (
    <>
      <div class="notice good">
        <p>{t('invitationLinkOnce', { until: instant(issued.expiresAt) })}</p>
        <p class="row">
          <code class="hash invitation-link">{link}</code>
          <CopyButton text={link} />
        </p>
      </div>
      <div class="notice">
        <p>{t('invitationCodeOnce')}</p>
        <p class="row">
          <code class="hash invitation-code">{code}</code>
          <CopyButton text={code} />
        </p>
      </div>
    </>
  );
}

function Listed(props: { one: DeskEngagement; manages: boolean; onChange: (one: DeskEngagement) => void }) {
  const { one } = props;
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  return (
    <>
      <Wide label={t('invitations')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('auditor')}</th>
              <th scope="col">{t('invitationState')}</th>
              <th scope="col">{t('wrongCodes')}</th>
              <th scope="col">{t('invitedAt')}</th>
              <th scope="col">{t('invitedBy')}</th>
              <th scope="col">{t('redeemableUntil')}</th>
              <th scope="col" aria-label={t('withdrawInvitation')} />
            </tr>
          </thead>
          <tbody>
            {one.invitations.map((invitation) => (
              <tr key={invitation.id}>
                <th scope="row">
                  <Foreign text={auditorName(one.terms, invitation.auditorId)} />
                </th>
                <td>
                  <span class={`badge invitation-${invitation.state}`}>{tValue('invitation', invitation.state)}</span>
                  {invitation.withdrawal && (
                    <p class="muted">
                      <Foreign text={t('withdrawnBy', { by: invitation.withdrawal.by, at: instant(invitation.withdrawal.at) })} />
                      <Foreign text={invitation.withdrawal.reason ?? ''} />
                    </p>
                  )}
                </td>
                <td>{invitation.wrongCodes}</td>
                <td>{instant(invitation.invitedAt)}</td>
                <td>
                  <Foreign text={invitation.invitedBy} />
                </td>
                <td>{instant(invitation.expiresAt)}</td>
                <td>
                  {props.manages && invitation.state === 'open' && (
                    <button type="button" onClick={() => setWithdrawing(invitation.id)}>
                      {t('withdrawInvitation')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {withdrawing !== null && (
        <ReasonForm
          key={withdrawing}
          id={`withdraw-${withdrawing}`}
          label={t('withdrawInvitation')}
          submit={async (reason) => {
            props.onChange(await withdrawInvitation(one.id, withdrawing, reason));
            setWithdrawing(null);
          }}
          cancel={() => setWithdrawing(null)}
        />
      )}
    </>
  );
}
