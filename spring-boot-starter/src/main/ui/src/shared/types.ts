/** What the audit endpoint says, as its contract `openapi.yaml` names it. */

export interface Page<T> {
  items: T[];
  total: number;
  nextCursor: string | null;
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: {
    pointer?: string;
    parameter?: string;
    position?: number;
    detail: string;
    correction?: { from: number; to: number; text: string };
  }[];
}

export interface Discovery {
  organization: { id: string; name: string };
  authentication: { scheme: string; relyingParty?: string }[];
  ledger: { origin: string; keys: string[] };
}

export interface Acceptance {
  by: string;
  at: string;
  digest: string;
}

export interface Auditor {
  id: string;
  name: string;
  email?: string | null;
}

/** Which values are agreed; `*` for every one, and for records without one. */
export type ScopeSelection = '*' | { values: string[]; orAbsent: boolean };

export interface Scope {
  sites: ScopeSelection;
  productFamilies: ScopeSelection;
  recordTypes: ScopeSelection;
  standards: ScopeSelection;
  lots: ScopeSelection;
  from?: string | null;
  to?: string | null;
  maskedFields: string[];
  masking?: MaskingRule[];
}

export type MaskingKind = 'pseudonym' | 'range';

/** A field in whose place something else is shown; those of which nothing is are the masked fields. */
export interface MaskingRule {
  field: string;
  kind: MaskingKind;
  width?: string;
}

/** What stands for a masked field; the manufacturer's word, which no proof covers. */
export interface MaskedValue {
  field: string;
  kind: MaskingKind;
  shown: string[];
}

export type Measure = 'rows' | 'bytes' | 'exports';

/** How much may be seen on one day: by all auditors together, and by each. */
export type DailyLimits = Partial<Record<'engagement' | 'auditor', Partial<Record<Measure, number>>>>;

/** How much of the daily limits is used. */
export interface Allowance {
  resetsAt: string;
  shares: { auditorId?: string; measure: Measure; limit: number; used: number; remaining: number }[];
}

export interface TracedRecord {
  type: string;
  id: string;
  version: number;
}

export interface LotRelation {
  lot: string;
  record: TracedRecord;
}

export interface RecordCount {
  type: string;
  count: number;
  nonconforming?: number;
  records: TracedRecord[];
}

export interface TracedLot {
  lot: string;
  depth: number;
  relations: LotRelation[];
  outside: number;
  records: RecordCount[];
  facts: { record: TracedRecord; origins: Record<string, string[]>; destinations: Record<string, string[]> }[];
  moreFacts: number;
}

export interface LotBranch {
  lots: TracedLot[];
  circles: LotRelation[];
  outside: number;
  outsideNext: number;
  deeper: number;
  cut: number;
}

export interface LotNames {
  recordTypes: Record<string, { zh: string; en: string }>;
  attributes: Record<string, { zh: string; en: string }>;
}

export interface LotTrace {
  ledgerSize: number;
  lot: TracedLot;
  back?: LotBranch;
  forward?: LotBranch;
  names: LotNames;
}

export type EvidenceState = 'present' | 'missing' | 'invalid' | 'none-in-scope' | 'outside-scope' | 'undetermined';

export interface DossierRecord extends TracedRecord {
  occurredAt?: string;
  recordedAt: string;
  late: boolean;
}

export interface DossierLine {
  id: string;
  recordType: string;
  lot: string;
  ifSterile: boolean;
  evidence: EvidenceState;
  limits: string[];
  records: DossierRecord[];
  total: number;
  verified: boolean;
}

export interface Validity {
  id: string;
  recordType: string;
  subject: string;
  evidence: EvidenceState;
  limits: string[];
  usedIn: TracedRecord;
  day: string;
  by?: TracedRecord;
  verified: boolean;
}

export interface LotDossier {
  ledgerSize: number;
  lot: string;
  kind?: 'made' | 'received';
  sterile?: boolean;
  gaps: number;
  lines: DossierLine[];
  outOfOrder: { id: string; lot: string; first: DossierRecord; then: DossierRecord; verified: boolean }[];
  orderKnown: boolean;
  validities: Validity[];
  unread: number;
  names: LotNames;
}

export type Right = 'search' | 'trace' | 'sample' | 'ask' | 'find' | 'export' | 'download';

export interface Terms {
  body: string;
  client: string;
  auditors: Auditor[];
  criteria: string[];
  scope: Scope;
  accessFrom: string;
  accessTo: string;
  purpose: string;
  rights: Right[];
  auditorProfile?: { kind: AuditorKind; country: string };
  conditions?: Conditions;
  dailyLimits?: DailyLimits;
  /** For how many days after the access findings are followed up; absent for not at all. */
  followUpDays?: number;
}

export type AuditorKind =
  | 'certification-body'
  | 'accreditation-body'
  | 'client-second-party'
  | 'regulator'
  | 'foreign-regulator';

export type Party = 'maker' | 'body';

export type Consent = 'forbidden' | 'ask-each-time' | 'granted';

export interface ReadinessCheck {
  condition: string;
  met: boolean;
  checkedBy: string;
  checkedAt: string;
  note?: string;
}

export interface AuditSite {
  name: string;
  kind: 'physical' | 'virtual';
  address?: string;
}

/** What was settled for auditing remotely; what was not is absent. */
export interface Conditions {
  will?: { declaredBy: string; declaredAt: string; text: string };
  readiness?: ReadinessCheck[];
  sites?: AuditSite[];
  people?: { party: Party; name: string; role: string; contact?: string }[];
  reason?: { text: string; risk: 'critical' | 'major' | 'minor' };
  communication?: { means: string[]; contingencyPlan: string };
  legalBasis?: { reference: string; text: string; personalData: boolean; decidedBy: string; decidedOn: string };
  consent?: { captures: Consent; downloads: Consent };
}

export type EngagementState =
  | 'proposed'
  | 'confirmed-by-maker'
  | 'confirmed-by-body'
  | 'scheduled'
  | 'active'
  | 'suspended'
  | 'follow-up'
  | 'ended'
  | 'archived'
  | 'revoked';

/** The one thing that consent is asked for. */
export type ConsentItem =
  | { type: 'attachment'; recordId: string; version: number; name: string }
  | { type: 'answer-attachment'; questionId: string; message: number; name: string }
  | { type: 'export'; exportId: string }
  | { type: 'capture'; what: string };

export interface ConsentRequest {
  id: string;
  state: 'asked' | 'granted' | 'refused' | 'used' | 'expired' | 'revoked';
  auditor: string;
  item: ConsentItem;
  bytes: number;
  reason: string;
  askedAt: string;
  grant?: { by: string; at: string; until: string; once: boolean };
  end?: { by: string; at: string; reason: string };
  uses: { sha256: string; at: string }[];
}

/** As the desk sees it. */
export type DeskConsent = ConsentRequest & { engagement: string };

export interface Outage {
  party: Party;
  by: string;
  at: string;
  from: string;
  to: string;
  description: string;
}

/** Of the statement only what the pages show: its texts. */
export interface IctStatement {
  texts: { zh: string; en: string };
}

export interface Engagement {
  id: string;
  state: EngagementState;
  termsVersion: number;
  digest: string;
  allowance?: Allowance;
  terms: Terms;
  acceptances: { maker?: Acceptance; body?: Acceptance };
  suspension?: { party: Party; reason: string; by: string; at: string };
  endings?: { [party in Party]?: { reason: string; by: string; at: string } };
  outages?: Outage[];
  missing?: string[];
  followUpUntil?: string;
  auditor?: Auditor;
}

export interface Person {
  name: string;
  role?: string;
}

export type Verdict = 'conforming' | 'nonconforming' | 'not-judged';

export interface Measurement {
  characteristic: string;
  results?: string[];
  observations?: string[];
  unit?: string;
  statistic?: string;
  value?: string;
  limit?: { operator: string; value: string; upper?: string };
  verdict: Verdict;
  standard?: string;
  method?: string;
  instrument?: string;
}

export interface Attachment {
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
}

/** Whether searches find the record by an attachment's text. */
export interface AttachmentText {
  name: string;
  searchable: 'yes' | 'cut' | 'no';
  reason?: string;
  message?: string;
}

export interface QualityRecord {
  id: string;
  version: number;
  recordedAt: string;
  leafIndex: number;
  hidden: number;
  masked?: MaskedValue[];
  type?: string;
  title?: string;
  site?: string;
  productFamily?: string;
  model?: string;
  lots?: string[];
  standards?: string[];
  clauses?: string[];
  performedBy?: Person;
  reviewedBy?: Person;
  occurredAt?: string;
  change?: { reason: string; changedBy: Person };
  measurements: Measurement[];
  attributes: Record<string, unknown>;
  attachments: Attachment[];
  attachmentTexts?: AttachmentText[];
  marks?: RecordMarks;
}

/** What to look at in a version; search results have none. */
export interface RecordMarks {
  lateBy?: string;
  changedSinceEntry: string[];
  correctedAfter?: { record: string; recordedAt: string };
  erased: { field: string; at: string; legalBasis: string; reason: string }[];
}

export interface Segment {
  text: string;
  match: boolean;
}

export interface SearchHit {
  id: string;
  version: number;
  leafIndex: number;
  highlights: { field: string; segments: Segment[] }[];
  record: QualityRecord;
}

export interface SearchPage extends Page<SearchHit> {
  ledgerSize: number;
  query: string;
  facets: Record<string, { value: string; count: number }[]>;
}

export interface Localized {
  zh: string;
  en: string;
}

export interface Suggestion {
  kind: 'field' | 'value' | 'identifier' | 'word';
  from: number;
  to: number;
  text: string;
  label: Localized;
  field?: Localized;
  count?: number;
}

export interface Suggestions {
  ledgerSize: number;
  items: Suggestion[];
  complete: boolean;
}

export interface RecordVersion {
  record: QualityRecord;
  changes: { field: string; before?: unknown; after?: unknown; masking?: MaskingKind }[];
}

export interface Proof {
  id: string;
  version: number;
  leafIndex: number;
  leaf: string;
  leafHash: string;
  disclosures: string[];
  treeSize: number;
  path: string[];
  checkpoint: string;
}

export interface Pin {
  recordId: string;
  version: number;
  field?: string;
  attachment?: string;
  page?: number;
  superseded?: boolean;
}

export type MessageKind =
  | 'question'
  | 'answer'
  | 'follow-up'
  | 'acceptance'
  | 'decline'
  | 'withdrawal'
  | 'closing'
  | 'translation';

export interface Translation {
  text: string;
  language: string;
  by: string;
}

export interface AnswerFile {
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
}

export interface Message {
  number: number;
  kind: MessageKind;
  text: string;
  language: string;
  translation?: Translation;
  about?: number;
  attachments?: AnswerFile[];
  by: string;
  at: string;
  leafIndex: number | null;
}

export type QuestionState = 'open' | 'answered' | 'declined' | 'accepted' | 'closed' | 'withdrawn';

export const CATEGORIES = [
  'documents',
  'purchasing',
  'production',
  'inspection',
  'equipment',
  'personnel',
  'traceability',
  'corrective-action',
  'other',
] as const;

export const PRIORITIES = ['normal', 'high', 'urgent'] as const;

export interface Question {
  id: string;
  title: string;
  state: QuestionState;
  version: number;
  actions: MessageKind[];
  category: (typeof CATEGORIES)[number];
  priority: (typeof PRIORITIES)[number];
  due?: string;
  pins: Pin[];
  lots: string[];
  clauses: { edition: string; number: string }[];
  pinnedVersionSuperseded: boolean;
  messages: Message[];
}

export interface QuestionEvent {
  questionId: string;
  message: Message;
}

export type FindingKind = 'conformity' | 'minor-nonconformity' | 'major-nonconformity' | 'opportunity-for-improvement';
export type FindingState =
  | 'raised'
  | 'responded'
  | 'disputed'
  | 'returned'
  | 'accepted'
  | 'verified'
  | 'closed'
  | 'withdrawn';
export type FindingAction =
  | 'raise'
  | 'amend'
  | 'respond'
  | 'dispute'
  | 'report'
  | 'return'
  | 'accept'
  | 'verify'
  | 'not-effective'
  | 'close'
  | 'withdraw';

export type Evidence =
  | { type: 'record'; recordId: string; version: number }
  | { type: 'question'; questionId: string; version: number }
  | { type: 'sample'; sampleId: string; version: number };

export interface SampleMember {
  recordId: string;
  version: number;
  leafIndex: number;
  stratum: string;
  rank?: string;
  reason?: string;
}

export interface SampleResult {
  recordId: string;
  result: string;
  note?: string;
  finding?: string;
}

export interface SampleStep {
  number: number;
  action: 'freeze' | 'pick' | 'draw' | 'examine' | 'conclude';
  by: string;
  at: string;
  leafIndex: number | null;
  leafHash: string;
  language?: string;
  query?: string;
  filters?: Record<string, string[]>;
  ledgerSize?: number;
  strata?: { value: string; size: number; wanted: number }[];
  commitment?: string;
  seed?: string;
  members?: SampleMember[];
  results?: SampleResult[];
  text?: string;
}

/** In lists without the last three. */
export interface Sample {
  id: string;
  state: 'frozen' | 'drawn' | 'concluded';
  version: number;
  method: 'statistical' | 'judgement';
  objective: string;
  by: string;
  at: string;
  populationSize: number;
  populationDigest: string;
  sampleSize: number;
  conclusion: string | null;
  actions: ('draw' | 'examine' | 'conclude')[];
  engagement?: string;
  samePopulation?: string[];
  statement?: { zh: string; en: string };
  steps?: SampleStep[];
}

export interface FindingStep {
  number: number;
  action: FindingAction;
  party: 'body' | 'maker';
  state: FindingState;
  by: string;
  at: string;
  leafIndex: number | null;
  language: string;
  evidence: Evidence[];
  kind?: FindingKind;
  clause?: { edition: string; number: string };
  text?: string;
  reason?: string;
  respondBy?: string;
  correction?: string;
  cause?: string;
  correctiveAction?: string;
  dueDate?: string;
}

export interface Finding {
  id: string;
  kind: FindingKind;
  clause: { edition: string; number: string };
  state: FindingState;
  version: number;
  waitsFor: 'body' | 'maker' | null;
  due: string | null;
  closedAt: string | null;
  /** What the reader's side can do now. */
  actions: FindingAction[];
  steps: FindingStep[];
}

export interface DeskFinding extends Finding {
  engagement: string;
  overdue: boolean;
}

export interface CertificateReport {
  id: string;
  certificate: string;
  outcome: string;
  date: string;
  document: string;
  documentDigest?: string;
  text: string;
  language: string;
  replaces?: string;
  by: string;
  at: string;
  /** At the desk only, which shows those of all engagements. */
  engagement?: string;
}

export type ExportState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'revoked' | 'expired';

/** A finished file: the whole export, or a part of a large one. */
export interface ExportFile {
  number: number;
  bytes: number;
  sha256: string;
}

export interface ExportJob {
  id: string;
  state: ExportState;
  recordsDone: number;
  recordsTotal: number;
  bytes: number;
  startedAt: string;
  ledgerSize: number;
  sha256?: string;
  parts?: ExportFile[];
  failure?: string;
}

export interface Access {
  id: string;
  action: string;
  target: string;
  auditor: string;
  at: string;
  leafIndex: number;
  /** The page session it was done in; missing where a token was brought. */
  session?: string;
  served?: { status: number; rows: number; bytes: number; digest?: string };
}

/** What the desk says beyond the contract; see the Javadoc of `AuditDesk`. */

export type StaffRole = 'view' | 'answer' | 'release' | 'manage';

/** What a page may know of its session. */
export interface PageSession {
  engagement: string;
  auditorId: string;
  /** For every change. */
  proof: string;
  idleIn: number;
  endsIn: number;
}

export interface StaffSession {
  name: string;
  roles: StaffRole[];
  organization: { id: string; name: string };
  pendingQuestions: number;
  overdueQuestions: number;
  waitingFindings: number;
  waitingConsents: number;
  /** How many sources records are taken from. */
  sources: number;
}

export interface Credential {
  id: string;
  kind: 'token' | 'identity';
  auditorId: string;
  issuedAt: string;
  issuedBy: string;
  expiresAt: string;
  state: 'active' | 'expired' | 'revoked';
  issuer?: string;
  subject?: string;
  certificate?: string;
}

/** An invitation that can be redeemed for a token, without its secrets. */
export interface Invitation {
  id: string;
  auditorId: string;
  invitedAt: string;
  invitedBy: string;
  expiresAt: string;
  wrongCodes: number;
  state: 'open' | 'redeemed' | 'expired' | 'void' | 'withdrawn';
  withdrawal?: { by: string; at: string; reason: string | null };
}

/** The secrets of an invitation, shown once: the first goes into a link, the code another way. */
export interface IssuedInvitation {
  id: string;
  invitation: string;
  code: string;
  expiresAt: string;
}

export interface GrantedToken {
  engagement: string;
  auditorId: string;
  token: string;
  expiresAt: string;
}

export interface Passkey {
  id: string;
  name: string;
  registeredAt: string;
  lastUsedAt: string | null;
}

/** What a device is asked that is to make a passkey; bytes are in base64url. */
export interface PasskeyOptions {
  ceremony: string;
  publicKey: {
    rp: { id: string; name: string };
    user: { id: string; name: string; displayName: string };
    challenge: string;
    pubKeyCredParams: { type: 'public-key'; alg: number }[];
    timeout: number;
    excludeCredentials: { type: 'public-key'; id: string; transports: string[] }[];
    authenticatorSelection: { residentKey: 'required'; requireResidentKey: true; userVerification: 'required' };
    attestation: 'none';
  };
}

/** What a device is asked that is to say who comes in. */
export interface PasskeySignInOptions {
  ceremony: string;
  publicKey: { challenge: string; rpId: string; timeout: number; userVerification: 'required' };
}

/** A passkey as staff sees it. */
export interface DeskPasskey {
  id: string;
  auditorId: string;
  name: string;
  registeredAt: string;
  lastUsedAt?: string;
  state: 'active' | 'removed';
  removedAt?: string;
  removedBy?: string;
}

export interface DeskEngagement extends Engagement {
  revocation?: { by: string; at: string; reason: string };
  archival?: { by: string; at: string };
  credentials: Credential[];
  knownBy: { issuers: string[]; certificates: boolean };
  invitations: Invitation[];
  passkeys: DeskPasskey[];
}

/** A notice that reached nobody after all attempts. */
export interface DeadNotice {
  id: string;
  type: string;
  subjectId: string;
  target: string;
  createdAt: string;
  attempts: number;
  failure: string;
}

export interface Draft {
  version: number;
  text: string;
  language: string;
  translation?: Translation;
  attachments: AnswerFile[];
  by: string;
  at: string;
}

export interface DeskQuestion extends Question {
  engagement: string;
  overdue: boolean;
  assignment?: { assignee: string; by?: string; at?: string };
  draft: Draft | null;
  drafts: Draft[];
  draftVersion: number;
  notes: { number: number; text: string; by: string; at: string }[];
  records: QualityRecord[];
}

/** What recomputing the ledger came to; `reached` is there while one is under way. */
export interface SelfCheckState {
  reached?: number;
  failed: boolean;
  last?: {
    startedAt: string;
    tookMilliseconds: number;
    ledgerSize: number;
    checkpoints: number;
    defect?: { row: string; message: string };
  };
}

/** The search index; `building` is there while one is built, `check.reached` while it is compared with the ledger. */
export interface IndexState {
  indexedSize: number;
  ledgerSize: number;
  building?: { beside: boolean; builtSize: number; since: string; perSecond: number; remainingSeconds?: number };
  trouble?: { code: string; message: string };
  check: {
    reached?: number;
    failed: boolean;
    last?: {
      startedAt: string;
      tookMilliseconds: number;
      indexedSize: number;
      versions: number;
      total: number;
      differences: { record?: string; version?: number; message: string }[];
    };
  };
}

/** Records that searches cannot find by all of their attachments. */
export interface UnsearchableFiles {
  reasons: { reason: string; message: string; records: number }[];
  items: { id: string; version: number; attachments: AttachmentText[] }[];
  total: number;
}

export interface LedgerState {
  origin: string;
  key: string;
  size: number;
  root: string;
  checkpointAt: string | null;
  checkpoint: string | null;
  indexedSize: number;
}

/** A checkpoint's time-stamp by one authority; why one is pending only the maker is told. */
export interface Timestamp {
  ledgerSize: number;
  authority: string;
  state: 'given' | 'pending';
  since: string;
  failure?: string;
}

export interface Timestamps {
  authorities: string[];
  newest?: Timestamp;
  items: Timestamp[];
  total: number;
}

export interface LedgerKeys {
  items: { key: string; fromSize: number }[];
  total: number;
}

export interface OrganizationProfile {
  legalName: string;
  creditCode?: string;
  head?: string;
  phone?: string;
  addresses?: { use: string; text: string }[];
  sites?: { name: string; kind: 'physical' | 'virtual'; address?: string }[];
  responsible?: { name: string; role: string; contact?: string }[];
  certificates?: {
    number: string;
    standard: string;
    issuer: string;
    state: string;
    scope?: string;
    validFrom?: string;
    validTo?: string;
  }[];
  version: number;
  updatedAt: string | null;
  personsWithheld: boolean;
}

export interface AgendaItem {
  site: string;
  process: string;
  clause?: { edition: string; number: string };
  auditor: string;
  from: string;
  to: string;
}

export interface AttachedRecord {
  recordId: string;
  version: number;
}

export interface WantedItem {
  id: string;
  wanted: string;
  recordType?: string;
  clause?: { edition: string; number: string };
  owner: string;
  due: string;
}

export interface PreparationStep {
  number: number;
  action: 'propose' | 'confirm' | 'fulfil';
  party: Party;
  by: string;
  at: string;
  leafIndex: number | null;
  note: string;
}

export interface AuditPlan {
  state: 'none' | 'proposed' | 'confirmed';
  version: number;
  waitsFor: Party | null;
  items: AgendaItem[];
  steps: PreparationStep[];
}

export interface PreparationList {
  state: 'none' | 'proposed' | 'confirmed';
  version: number;
  waitsFor: Party | null;
  readyItems: number;
  items: (WantedItem & { ready: boolean; note?: string; saidAt?: string; records?: AttachedRecord[] })[];
  steps: PreparationStep[];
}
