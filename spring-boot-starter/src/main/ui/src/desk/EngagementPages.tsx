import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import {
  CopyButton,
  Failure,
  Field,
  Foreign,
  Heading,
  Loading,
  useAction,
  useLoaded,
  Wide,
} from '../shared/components';
import { AcceptTerms, StateBadge, TermsView } from '../shared/engagement';
import { instant } from '../shared/format';
import { t, tValue } from '../shared/i18n';
import type { Credential, DeskEngagement, StaffRole } from '../shared/types';
import { accept, engagement, engagements, issueToken, revoke, revokeToken } from './api';
import { ReasonForm } from './ReasonForm';

export function EngagementsPage() {
  const page = useLoaded(engagements, []);
  return (
    <>
      <Heading title={t('engagements')}>{t('engagements')}</Heading>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !page.value && <Loading />}
      {page.value?.items.length === 0 && <p>{t('noEngagements')}</p>}
      <ul class="cards">
        {page.value?.items.map((one) => (
          <li class="card" key={one.id}>
            <h2>
              <a href={writePlace(['engagements', one.id])}>
                <Foreign text={one.terms.body} />
              </a>
            </h2>
            <p class="meta">
              <StateBadge state={one.state} />
              <Foreign text={one.id} />
              <span>{t('untilNow', { from: instant(one.terms.accessFrom), to: instant(one.terms.accessTo) })}</span>
            </p>
            <p>
              <Foreign text={one.terms.purpose} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

export function EngagementPage({ id, roles }: { id: string; roles: StaffRole[] }) {
  const page = useLoaded((signal) => engagement(id, signal), [id]);
  const one = page.value;
  const manages = roles.includes('manage');
  const over = one !== null && (one.state === 'revoked' || one.state === 'ended');
  return (
    <>
      <p class="crumbs">
        <a href={writePlace(['engagements'])}>‹ {t('engagements')}</a>
      </p>
      <Failure failure={page.failure} retry={page.reload} />
      {page.loading && !one && <Loading />}
      {one && (
        <>
          <Heading title={one.id}>
            {t('engagement')} <Foreign text={one.id} /> <StateBadge state={one.state} />
          </Heading>
          {one.revocation && (
            <p class="notice bad">
              <Foreign text={t('revokedBy', { by: one.revocation.by, at: instant(one.revocation.at) })} />
              <Foreign text={one.revocation.reason} />
            </p>
          )}
          {!manages && <p class="muted">{t('noManage')}</p>}
          <section class="card">
            <h2>{t('terms')}</h2>
            <TermsView engagement={one} />
            <p>
              <a href={writePlace(['access'], { engagement: one.id })}>{t('access')}</a>
            </p>
          </section>
          {manages && !one.acceptances.maker && !over && (
            <AcceptTerms
              lead={t('acceptMakerLead')}
              digest={one.digest}
              accept={async () => page.replace(await accept(one.id, one.digest))}
            />
          )}
          <section class="card">
            <h2>{t('credentials')}</h2>
            <Credentials one={one} manages={manages} onChange={page.replace} />
            {manages && !over && <IssueToken one={one} reload={page.reload} />}
          </section>
          {manages && !over && (
            <section class="card danger">
              <h2>{t('revokeEngagement')}</h2>
              <p>{t('revokeLead')}</p>
              <ReasonForm
                id="revoke-engagement"
                label={t('revokeEngagement')}
                submit={async (reason) => page.replace(await revoke(one.id, reason))}
              />
            </section>
          )}
        </>
      )}
    </>
  );
}

function Credentials(props: { one: DeskEngagement; manages: boolean; onChange: (one: DeskEngagement) => void }) {
  const { one } = props;
  const [revoking, setRevoking] = useState<string | null>(null);
  if (one.credentials.length === 0) {
    return <p class="muted">{t('noCredentials')}</p>;
  }
  const auditorName = (credential: Credential) =>
    one.terms.auditors.find((auditor) => auditor.id === credential.auditorId)?.name ?? credential.auditorId;
  return (
    <>
      <Wide label={t('credentials')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('auditor')}</th>
              <th scope="col">{t('tokenState')}</th>
              <th scope="col">{t('issuedAt')}</th>
              <th scope="col">{t('issuedBy')}</th>
              <th scope="col">{t('expiresAt')}</th>
              <th scope="col" aria-label={t('revoke')} />
            </tr>
          </thead>
          <tbody>
            {one.credentials.map((credential) => (
              <tr key={credential.id}>
                <th scope="row">
                  <Foreign text={auditorName(credential)} />
                </th>
                <td>
                  <span class={`badge token-${credential.state}`}>{tValue('token', credential.state)}</span>
                </td>
                <td>{instant(credential.issuedAt)}</td>
                <td>
                  <Foreign text={credential.issuedBy} />
                </td>
                <td>{instant(credential.expiresAt)}</td>
                <td>
                  {props.manages && credential.state === 'active' && (
                    <button type="button" onClick={() => setRevoking(credential.id)}>
                      {t('revokeToken')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {revoking !== null && (
        <ReasonForm
          key={revoking}
          id={`revoke-${revoking}`}
          label={t('revokeToken')}
          submit={async (reason) => {
            props.onChange(await revokeToken(one.id, revoking, reason));
            setRevoking(null);
          }}
          cancel={() => setRevoking(null)}
        />
      )}
    </>
  );
}

/** Ninety days, and an hour less for clocks that differ. */
const LONGEST = (90 * 24 - 1) * 60 * 60 * 1000;

function IssueToken({ one, reload }: { one: DeskEngagement; reload: () => void }) {
  const latest = Math.min(Date.parse(one.terms.accessTo), Date.now() + LONGEST);
  const [auditor, setAuditor] = useState(one.terms.auditors[0]?.id ?? '');
  const [expires, setExpires] = useState(() => localInput(latest));
  const [token, setToken] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    // The field knows minutes only; its default means the very end of the period.
    const chosen = expires === localInput(latest) ? latest : Date.parse(expires);
    const bad = Number.isNaN(chosen) || chosen <= Date.now() || chosen > latest;
    setWrong(bad);
    if (!bad) {
      void action.run(async () => {
        setToken((await issueToken(one.id, auditor, new Date(chosen).toISOString())).token);
        reload();
      });
    }
  };
  return (
    <form class="issue" onSubmit={submit}>
      <h3>{t('issueTitle')}</h3>
      <div class="field">
        <label for="issue-auditor">{t('auditor')}</label>
        <select id="issue-auditor" value={auditor} onChange={(event) => setAuditor(event.currentTarget.value)}>
          {one.terms.auditors.map((person) => (
            <option value={person.id}>{person.name}</option>
          ))}
        </select>
      </div>
      <Field id="issue-expires" label={t('expiresAt')} type="datetime-local" required value={expires} onInput={setExpires} />
      {wrong && (
        <p class="notice bad" role="alert">
          {t('tooLate')}
        </p>
      )}
      <Failure failure={action.failure} />
      <button type="submit" disabled={action.busy}>
        {t('issue')}
      </button>
      <div role="status">
        {token !== null && (
          <div class="notice good">
            <p>{t('tokenOnce')}</p>
            <p class="row">
              <code class="hash token">{token}</code>
              <CopyButton text={token} />
            </p>
          </div>
        )}
      </div>
    </form>
  );
}

/** A time as a `datetime-local` field wants it: local, to the minute. */
function localInput(time: number): string {
  const at = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 16);
}
