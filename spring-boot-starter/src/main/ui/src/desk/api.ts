import { queryString, segment } from '../shared/address';
import { type Call, Http } from '../shared/http';
import type { LifeActions } from '../shared/life';
import type { PreparationApi } from '../shared/preparation';
import type {
  AttachedRecord,
  DeskConsent,
  OrganizationProfile,
  Access,
  AnswerFile,
  CertificateReport,
  DeadNotice,
  DeskEngagement,
  DeskFinding,
  DeskQuestion,
  IndexState,
  IssuedInvitation,
  LedgerKeys,
  LedgerState,
  Page,
  PreparationList,
  Sample,
  SelfCheckState,
  StaffSession,
  Terms,
  Timestamps,
  Translation,
  UnsearchableFiles,
} from '../shared/types';

/** Staff is known by the host's own login; every change carries a header that no other site's form can send. */
export const desk = new Http('api/', (method): Record<string, string> =>
  method === 'GET' ? {} : { 'X-Requested-With': 'remote-audit-desk' },
);

export function session(signal?: AbortSignal): Promise<StaffSession> {
  return desk.get('session', signal);
}

export function engagements(signal?: AbortSignal): Promise<Page<DeskEngagement>> {
  return desk.get('engagements', signal);
}

export function engagement(id: string, signal?: AbortSignal): Promise<DeskEngagement> {
  return desk.get(`engagements/${segment(id)}`, signal);
}

export function accept(id: string, digest: string): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/acceptance`, { digest });
}

/** What the maker may do with an engagement that runs. */
export function life(id: string): LifeActions<DeskEngagement> {
  const path = `engagements/${segment(id)}`;
  return {
    suspend: (reason) => send(`${path}/suspension`, { reason }),
    resume: () => send(`${path}/resumption`, {}),
    agreeToEnd: (reason) => send(`${path}/ending`, { reason }),
    noteOutage: (from, to, description) => send(`${path}/outages`, { from, to, description }),
    statement: () => desk.get(`${path}/ict-statement`),
  };
}

/** All samples of an engagement, drawn or not. */
export function samples(engagement: string, signal?: AbortSignal): Promise<Page<Sample>> {
  return desk.get(`engagements/${segment(engagement)}/samples`, signal);
}

export function sample(id: string, signal?: AbortSignal): Promise<Sample> {
  return desk.get(`samples/${segment(id)}`, signal);
}

/** What comes before an audit, from the maker's side. */
export function preparing(id: string): PreparationApi {
  const path = `engagements/${segment(id)}`;
  return {
    organization: (signal) => desk.get('organization', signal),
    plan: (signal) => desk.get(`${path}/plan`, signal),
    writePlan: (plan, items, note) => send(`${path}/plan`, { items, note }, { method: 'PUT', ...based(plan) }),
    confirmPlan: (plan) => send(`${path}/plan/confirmation`, {}, based(plan)),
    preparation: (signal) => desk.get(`${path}/preparation`, signal),
    writePreparation: (list, items, note) =>
      send(`${path}/preparation`, { items, note }, { method: 'PUT', ...based(list) }),
    confirmPreparation: (list) => send(`${path}/preparation/confirmation`, {}, based(list)),
  };
}

export function keepOrganization(
  before: OrganizationProfile,
  profile: Omit<OrganizationProfile, 'version' | 'updatedAt' | 'personsWithheld'>,
): Promise<OrganizationProfile> {
  return send('organization', profile, { method: 'PUT', ...based(before) });
}

export function fulfil(
  id: string,
  list: PreparationList,
  item: string,
  ready: boolean,
  note: string,
  records: AttachedRecord[],
): Promise<PreparationList> {
  return send(`engagements/${segment(id)}/preparation/items/${segment(item)}`, { ready, note, records }, based(list));
}

function based(one: { version: number }): Call {
  return { headers: { 'If-Match': `"${one.version}"` } };
}

export function archive(id: string): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/archival`, {});
}

export function propose(id: string, terms: Terms): Promise<DeskEngagement> {
  return send('engagements', { id, terms });
}

export function amend(id: string, digest: string, terms: Terms): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/terms`, { digest, terms }, { method: 'PUT' });
}

export function revoke(id: string, reason: string): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/revocation`, { reason });
}

export function issueToken(
  id: string,
  auditorId: string,
  expiresAt: string,
): Promise<{ id: string; token: string; expiresAt: string }> {
  return send(`engagements/${segment(id)}/credentials`, { auditorId, expiresAt });
}

export function bind(
  id: string,
  bond: { auditorId: string; expiresAt: string } & ({ issuer: string; subject: string } | { certificate: string }),
): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/bonds`, bond);
}

export function invite(id: string, auditorId: string, expiresAt: string): Promise<IssuedInvitation> {
  return send(`engagements/${segment(id)}/invitations`, { auditorId, expiresAt });
}

export function withdrawInvitation(id: string, invitation: string, reason: string): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/invitations/${segment(invitation)}/withdrawal`, { reason });
}

export function removePasskey(id: string, passkey: string, reason: string): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/passkeys/${segment(passkey)}/removal`, { reason });
}

export function consents(signal?: AbortSignal): Promise<Page<DeskConsent>> {
  return desk.get('consents', signal);
}

export function grantConsent(id: string, until: string, once: boolean): Promise<DeskConsent> {
  return send(`consents/${segment(id)}/grant`, { until, once });
}

export function refuseConsent(id: string, reason: string): Promise<DeskConsent> {
  return send(`consents/${segment(id)}/refusal`, { reason });
}

export function revokeConsent(id: string, reason: string): Promise<DeskConsent> {
  return send(`consents/${segment(id)}/revocation`, { reason });
}

export function revokeToken(id: string, credential: string, reason: string): Promise<DeskEngagement> {
  return send(`engagements/${segment(id)}/credentials/${segment(credential)}/revocation`, { reason });
}

export function questions(
  state: 'pending' | 'all',
  assignee: string | null,
  signal?: AbortSignal,
): Promise<Page<DeskQuestion>> {
  return desk.get(`questions${queryString({ state, assignee })}`, signal);
}

export function question(id: string, signal?: AbortSignal): Promise<DeskQuestion> {
  return desk.get(`questions/${segment(id)}`, signal);
}

export interface NewDraft {
  draftVersion: number;
  text: string;
  language: string;
  translation?: Translation;
  attachments?: AnswerFile[];
}

export function saveDraft(id: string, draft: NewDraft): Promise<DeskQuestion> {
  return send(`questions/${segment(id)}/draft`, draft, { method: 'PUT' });
}

export async function storeFile(id: string, file: File): Promise<AnswerFile> {
  const path = `questions/${segment(id)}/files${queryString({ name: file.name })}`;
  return (await desk.json<AnswerFile>(path, { method: 'POST', file })).value;
}

/** Releases what was read: the question and the version of its draft. */
export function release(one: DeskQuestion): Promise<DeskQuestion> {
  return send(
    `questions/${segment(one.id)}/release`,
    { draftVersion: one.draftVersion },
    { headers: { 'If-Match': `"${one.version}"` } },
  );
}

export function addMessage(
  one: DeskQuestion,
  message: { kind: 'decline' | 'translation'; text: string; language: string; about?: number },
): Promise<DeskQuestion> {
  return send(`questions/${segment(one.id)}/messages`, message, { headers: { 'If-Match': `"${one.version}"` } });
}

export function addNote(id: string, text: string): Promise<DeskQuestion> {
  return send(`questions/${segment(id)}/notes`, { text });
}

export function assign(id: string, assignee: string): Promise<DeskQuestion> {
  return send(`questions/${segment(id)}/assignment`, { assignee });
}

export function deadNotices(signal?: AbortSignal): Promise<Page<DeadNotice>> {
  return desk.get('notices', signal);
}

export function replayNotice(notice: DeadNotice): Promise<Page<DeadNotice>> {
  return send(`notices/${segment(notice.id)}/replay`, { target: notice.target });
}

export function keepAsEvidence(
  id: string,
  evidence: { message: number; attachment: string; recordId: string; reason: string },
): Promise<DeskQuestion> {
  return send(`questions/${segment(id)}/evidence`, evidence);
}

export function findings(signal?: AbortSignal): Promise<Page<DeskFinding>> {
  return desk.get('findings', signal);
}

export function finding(id: string, signal?: AbortSignal): Promise<DeskFinding> {
  return desk.get(`findings/${segment(id)}`, signal);
}

export function findingStep(one: DeskFinding, step: Record<string, unknown>): Promise<DeskFinding> {
  return send(`findings/${segment(one.id)}/steps`, step, { headers: { 'If-Match': `"${one.version}"` } });
}

/** The newest version of a record that a finding's auditors may see. */
export function evidenceFor(id: string, record: string): Promise<{ recordId: string; version: number }> {
  return desk.get(`findings/${segment(id)}/evidence${queryString({ record })}`);
}

export function certificates(signal?: AbortSignal): Promise<Page<CertificateReport>> {
  return desk.get('certificates', signal);
}

export function accessContentPath(engagementId: string, format: string): string {
  return `access/content${queryString({ engagement: engagementId, format })}`;
}

export function access(engagementId: string, cursor: string | null, signal?: AbortSignal): Promise<Page<Access>> {
  return desk.get(`access${queryString({ engagement: engagementId, limit: 50, cursor })}`, signal);
}

export function exposures(signal?: AbortSignal): Promise<Page<{ year: number; persons: number; engagements: number }>> {
  return desk.get('exposures', signal);
}

export function ledger(signal?: AbortSignal): Promise<LedgerState> {
  return desk.get('ledger', signal);
}

export function timestamps(signal?: AbortSignal): Promise<Timestamps> {
  return desk.get('ledger/timestamps', signal);
}

export function ledgerKeys(signal?: AbortSignal): Promise<LedgerKeys> {
  return desk.get('ledger/keys', signal);
}

export function rotateLedgerKey(reason: string): Promise<{ newKey: string }> {
  return send('ledger/keys', { reason });
}

export function lastSelfCheck(signal?: AbortSignal): Promise<SelfCheckState> {
  return desk.get('ledger/check', signal);
}

export function startSelfCheck(): Promise<SelfCheckState> {
  return send('ledger/check', undefined);
}

export function searchIndex(signal?: AbortSignal): Promise<IndexState> {
  return desk.get('index', signal);
}

export function rebuildIndex(): Promise<IndexState> {
  return send('index/rebuild', undefined);
}

export function startIndexCheck(): Promise<IndexState> {
  return send('index/check', undefined);
}

export function unsearchableFiles(signal?: AbortSignal): Promise<UnsearchableFiles> {
  return desk.get('attachment-texts', signal);
}

async function send<T>(path: string, body: unknown, call: Call = {}): Promise<T> {
  return (await desk.json<T>(path, { method: 'POST', body, ...call })).value;
}
