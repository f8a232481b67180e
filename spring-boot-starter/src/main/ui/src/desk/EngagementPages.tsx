import { useState } from 'preact/hooks';
import { writePlace } from '../shared/address';
import {
  CopyButton,
  Failure,
  Field,
  Foreign,
  go,
  Heading,
  Loading,
  useAction,
  useLoaded,
  Wide,
} from '../shared/components';
import { AcceptTerms, auditorName, StateBadge, TermsView } from '../shared/engagement';
import { instant } from '../shared/format';
import { t, tValue } from '../shared/i18n';
import { Life, Standing } from '../shared/life';
import { ListSection, PlanSection } from '../shared/preparation';
import type { AttachedRecord, DeskEngagement, PreparationList, StaffRole, StaffSession } from '../shared/types';
import {
  accept,
  amend,
  archive,
  engagement,
  engagements,
  fulfil,
  issueToken,
  life,
  preparing,
  propose,
  revoke,
  revokeToken,
} from './api';
import { BondForm, KnownBy } from './BondForm';
import { Invitations } from './Invitations';
import { Passkeys } from './Passkeys';
import { ReasonForm } from './ReasonForm';
import { SamplesSection } from './SamplePages';
import { TermsForm } from './TermsForm';
import { TokenForm } from './TokenForm';

export function EngagementsPage({ staff }: { staff: StaffSession }) {
  const page = useLoaded(engagements, []);
  const manages = staff.roles.includes('manage');
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
      {manages && <Propose client={staff.organization.name} />}
    </>
  );
}

function Propose({ client }: { client: string }) {
  const [id, setId] = useState('');
  return (
    <details class="card">
      <summary>{t('proposeTitle')}</summary>
      <p>{t('proposeLead')}</p>
      <Field
        id="propose-id"
        label={t('engagementId')}
        hint={t('engagementIdHint')}
        required
        maxLength={100}
        value={id}
        onInput={setId}
      />
      <TermsForm
        before={null}
        client={client}
        label={t('propose')}
        submit={async (terms) => go(writePlace(['engagements', (await propose(id.trim(), terms)).id]))}
      />
    </details>
  );
}

/** What comes before the audit: nothing until both parties have accepted the terms. */
function Prepared({ one, roles }: { one: DeskEngagement; roles: StaffRole[] }) {
  const [api] = useState(() => preparing(one.id));
  const writes = ['scheduled', 'active'].includes(one.state);
  if (!writes && !['follow-up', 'ended', 'archived'].includes(one.state)) {
    return null;
  }
  return (
    <>
      <SamplesSection engagement={one.id} />
      <PlanSection api={api} party="maker" writes={writes && roles.includes('manage')} />
      <ListSection
        api={api}
        party="maker"
        writes={writes && roles.includes('manage')}
        {...(writes && roles.includes('release')
          ? {
              fulfil: (
                list: PreparationList,
                item: string,
                ready: boolean,
                note: string,
                records: AttachedRecord[],
              ) => fulfil(one.id, list, item, ready, note, records),
            }
          : {})}
      />
    </>
  );
}

export function EngagementPage({ id, roles }: { id: string; roles: StaffRole[] }) {
  const page = useLoaded((signal) => engagement(id, signal), [id]);
  const one = page.value;
  const manages = roles.includes('manage');
  const over = one !== null && ['ended', 'archived', 'revoked'].includes(one.state);
  const agreeing = one !== null && !over && one.state !== 'follow-up';
  const revocable = one !== null && one.state !== 'revoked' && one.state !== 'archived';
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
          {one.archival && (
            <p class="notice">
              <Foreign text={t('archivedBy', { by: one.archival.by, at: instant(one.archival.at) })} />
            </p>
          )}
          <Standing engagement={one} />
          {!manages && <p class="muted">{t('noManage')}</p>}
          <section class="card">
            <h2>{t('terms')}</h2>
            <TermsView engagement={one} />
            <p>
              <a href={writePlace(['access'], { engagement: one.id })}>{t('access')}</a>
            </p>
          </section>
          {manages && !one.acceptances.maker && agreeing && (
            <AcceptTerms
              lead={t('acceptMakerLead')}
              digest={one.digest}
              accept={async () => page.replace(await accept(one.id, one.digest))}
            />
          )}
          {manages && agreeing && <Amend key={one.digest} one={one} onChange={page.replace} />}
          <Prepared one={one} roles={roles} />
          {manages && <Life engagement={one} party="maker" actions={life(one.id)} onChange={page.replace} />}
          <Invitations one={one} manages={manages} open={!over} onChange={page.replace} reload={page.reload} />
          <Passkeys one={one} manages={manages} onChange={page.replace} />
          <section class="card">
            <h2>{t('credentials')}</h2>
            <Credentials one={one} manages={manages} onChange={page.replace} />
            {manages && !over && <IssueToken one={one} reload={page.reload} />}
            {manages && !over && <BondForm one={one} onChange={page.replace} />}
          </section>
          {manages && (one.state === 'ended' || one.state === 'revoked') && <Archive one={one} onChange={page.replace} />}
          {manages && revocable && (
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

function Amend({ one, onChange }: { one: DeskEngagement; onChange: (one: DeskEngagement) => void }) {
  return (
    <details class="card">
      <summary>{t('amendTitle')}</summary>
      <p>{t('amendLead')}</p>
      <TermsForm
        before={one.terms}
        client={one.terms.client}
        label={t('amend')}
        submit={async (terms) => onChange(await amend(one.id, one.digest, terms))}
      />
    </details>
  );
}

function Archive({ one, onChange }: { one: DeskEngagement; onChange: (one: DeskEngagement) => void }) {
  const action = useAction();
  return (
    <section class="card danger">
      <h2>{t('archive')}</h2>
      <p>{t('archiveLead')}</p>
      <Failure failure={action.failure} />
      <button
        type="button"
        disabled={action.busy}
        onClick={() => void action.run(async () => onChange(await archive(one.id)))}
      >
        {t('archive')}
      </button>
    </section>
  );
}

function Credentials(props: { one: DeskEngagement; manages: boolean; onChange: (one: DeskEngagement) => void }) {
  const { one } = props;
  const [revoking, setRevoking] = useState<string | null>(null);
  if (one.credentials.length === 0) {
    return <p class="muted">{t('noCredentials')}</p>;
  }
  return (
    <>
      <Wide label={t('credentials')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('auditor')}</th>
              <th scope="col">{t('knownBy')}</th>
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
                  <Foreign text={auditorName(one.terms, credential.auditorId)} />
                </th>
                <td>
                  <KnownBy credential={credential} />
                </td>
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
        <>
          <p>{t('revokeTokenLead')}</p>
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
        </>
      )}
    </>
  );
}

function IssueToken({ one, reload }: { one: DeskEngagement; reload: () => void }) {
  const [token, setToken] = useState<string | null>(null);
  return (
    <TokenForm
      id="issue"
      title={t('issueTitle')}
      label={t('issue')}
      one={one}
      submit={async (auditor, expiresAt) => {
        setToken((await issueToken(one.id, auditor, expiresAt)).token);
        reload();
      }}
    >
      {token !== null && (
        <div class="notice good">
          <p>{t('tokenOnce')}</p>
          <p class="row">
            <code class="hash token">{token}</code>
            <CopyButton text={token} />
          </p>
        </div>
      )}
    </TokenForm>
  );
}
