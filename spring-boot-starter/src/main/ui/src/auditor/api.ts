import { queryString, type Search, segment, writeSearch, facetsIn } from '../shared/address';
import { newKey } from '../shared/http';
import type {
  Access,
  ConsentItem,
  ConsentRequest,
  AgendaItem,
  AuditPlan,
  CertificateReport,
  Discovery,
  Engagement,
  ExportJob,
  Finding,
  GrantedToken,
  IctStatement,
  LotDossier,
  LotTrace,
  Message,
  OrganizationProfile,
  Page,
  Proof,
  QualityRecord,
  Pin,
  PreparationList,
  Question,
  RecordVersion,
  Sample,
  Scope,
  SearchPage,
  Suggestions,
  Timestamps,
  WantedItem,
} from '../shared/types';
import { comeIn, endpoint, open, wellKnown } from './session';

export const SEARCH_LIMIT = 20;
const LIST_LIMIT = 50;
const SUGGESTIONS = 10;

export function discover(signal?: AbortSignal): Promise<Discovery> {
  return wellKnown.get('remote-audit', signal);
}

const redemptionKey = newKey();

/** Comes in by an invitation and its code. An answer that was lost is had again by trying once more on the same page. */
export function comeInByInvitation(invitation: string, code: string): Promise<void> {
  return comeIn({ invitation, code }, { 'Idempotency-Key': redemptionKey });
}

/** Gets a token by an invitation and its code, for a program or a browser without passkeys. An answer that was lost is had again by trying once more on the same page. */
export async function redeem(invitation: string, code: string): Promise<GrantedToken> {
  const headers = { 'Idempotency-Key': redemptionKey };
  return (await open.json<GrantedToken>('invitations/redemption', { method: 'POST', headers, body: { invitation, code } })).value;
}

export function engagements(signal?: AbortSignal): Promise<Page<Engagement>> {
  return endpoint.get('engagements', signal);
}

export interface NewQuestion {
  title: string;
  text: string;
  language: string;
  category: string;
  priority: string;
  due?: string;
  pins: Pin[];
  lots?: string[];
  clauses?: { edition: string; number: string }[];
}


/** The resources of one engagement. */
export class EngagementApi {
  readonly root: string;

  constructor(readonly id: string) {
    this.root = `engagements/${segment(id)}`;
  }

  async accept(digest: string): Promise<Engagement> {
    return (await this.post<Engagement>('acceptance', { digest })).value;
  }

  readonly suspend = (reason: string): Promise<Engagement> => this.change('suspension', { reason });

  readonly resume = (): Promise<Engagement> => this.change('resumption', {});

  readonly agreeToEnd = (reason: string): Promise<Engagement> => this.change('ending', { reason });

  readonly noteOutage = (from: string, to: string, description: string): Promise<Engagement> =>
    this.change('outages', { from, to, description });

  readonly organization = (signal?: AbortSignal): Promise<OrganizationProfile> =>
    endpoint.get(`${this.root}/organization`, signal);

  readonly plan = (signal?: AbortSignal): Promise<AuditPlan> => endpoint.get(`${this.root}/plan`, signal);

  readonly writePlan = (plan: AuditPlan, items: AgendaItem[], note: string): Promise<AuditPlan> =>
    this.based('plan', plan, { items, note }, 'PUT');

  readonly confirmPlan = (plan: AuditPlan): Promise<AuditPlan> => this.based('plan/confirmation', plan, {}, 'POST');

  readonly preparation = (signal?: AbortSignal): Promise<PreparationList> =>
    endpoint.get(`${this.root}/preparation`, signal);

  readonly writePreparation = (list: PreparationList, items: WantedItem[], note: string): Promise<PreparationList> =>
    this.based('preparation', list, { items, note }, 'PUT');

  readonly confirmPreparation = (list: PreparationList): Promise<PreparationList> =>
    this.based('preparation/confirmation', list, {}, 'POST');

  /** A change of what was read; refused if something newer came in between. */
  private async based<T extends { version: number }>(
    path: string,
    read: T,
    body: unknown,
    method: 'PUT' | 'POST',
  ): Promise<T> {
    const headers = { 'Idempotency-Key': newKey(), 'If-Match': `"${read.version}"` };
    return (await endpoint.json<T>(`${this.root}/${path}`, { method, body, headers })).value;
  }

  readonly statement = (): Promise<IctStatement> => endpoint.get(`${this.root}/ict-statement`);

  private async change(what: string, body: unknown): Promise<Engagement> {
    return (await this.post<Engagement>(what, body)).value;
  }

  search(search: Search, scope: Scope, cursor: string | null, signal: AbortSignal): Promise<SearchPage> {
    const query = queryString({
      ...writeSearch(search),
      facets: facetsIn(scope).join(','),
      limit: SEARCH_LIMIT,
      cursor,
    });
    return endpoint.get(`${this.root}/records${query}`, signal);
  }

  /** Completions of a query; given up at once where there were too many requests, since the next letter asks again. */
  async suggest(q: string, at: number, signal: AbortSignal): Promise<Suggestions> {
    const query = queryString({ q, at, limit: SUGGESTIONS });
    return (await endpoint.json<Suggestions>(`${this.root}/suggestions${query}`, { signal, patient: false })).value;
  }

  trace(lot: string, signal: AbortSignal): Promise<LotTrace> {
    return endpoint.get(`${this.root}/lots/${segment(lot)}/trace`, signal);
  }

  dossier(lot: string, signal: AbortSignal): Promise<LotDossier> {
    return endpoint.get(`${this.root}/lots/${segment(lot)}/dossier`, signal);
  }

  record(id: string, version: number | undefined, signal: AbortSignal): Promise<QualityRecord> {
    return endpoint.get(`${this.root}/records/${segment(id)}${queryString({ version })}`, signal);
  }

  versions(id: string, cursor: string | null, signal?: AbortSignal): Promise<Page<RecordVersion>> {
    return endpoint.get(`${this.root}/records/${segment(id)}/versions${queryString({ cursor, limit: LIST_LIMIT })}`, signal);
  }

  proof(id: string, version: number): Promise<Proof> {
    return endpoint.get(`${this.root}/records/${segment(id)}/proof${queryString({ version })}`);
  }

  attachmentPath(id: string, version: number, name: string): string {
    return `${this.root}/records/${segment(id)}/attachments/${segment(name)}${queryString({ version })}`;
  }

  /** All questions, or those in which all words of a query stand. */
  questions(q: string, cursor: string | null, signal: AbortSignal): Promise<Page<Question>> {
    return endpoint.get(`${this.root}/questions${queryString({ q, cursor, limit: LIST_LIMIT })}`, signal);
  }

  question(id: string, signal?: AbortSignal): Promise<Question> {
    return endpoint.get(`${this.root}/questions/${segment(id)}`, signal);
  }

  async ask(
    question: NewQuestion,
    key: string,
  ): Promise<Question> {
    return (await this.post<Question>('questions', question, key)).value;
  }

  answerFilePath(question: Question, message: number, name: string): string {
    return `${this.root}/questions/${segment(question.id)}/messages/${message}/attachments/${segment(name)}`;
  }

  async addMessage(
    question: Question,
    message: { kind: Message['kind']; text?: string; language: string },
    key: string,
  ): Promise<Question> {
    const path = `questions/${segment(question.id)}/messages`;
    return (await this.post<Question>(path, message, key, { 'If-Match': `"${question.version}"` })).value;
  }

  findings(state: string, kind: string, cursor: string | null, signal: AbortSignal): Promise<Page<Finding>> {
    const query = queryString({ state: state || null, kind: kind || null, cursor, limit: LIST_LIMIT });
    return endpoint.get(`${this.root}/findings${query}`, signal);
  }

  finding(id: string, signal?: AbortSignal): Promise<Finding> {
    return endpoint.get(`${this.root}/findings/${segment(id)}`, signal);
  }

  async raise(statement: Record<string, unknown>, key: string): Promise<Finding> {
    return (await this.post<Finding>('findings', statement, key)).value;
  }

  async findingStep(finding: Finding, step: Record<string, unknown>, key: string): Promise<Finding> {
    const path = `findings/${segment(finding.id)}/steps`;
    return (await this.post<Finding>(path, step, key, { 'If-Match': `"${finding.version}"` })).value;
  }

  /** The newest version of a record, to be named as evidence. */
  async newest(recordId: string): Promise<{ recordId: string; version: number }> {
    const record = await endpoint.get<QualityRecord>(`${this.root}/records/${segment(recordId)}`);
    return { recordId: record.id, version: record.version };
  }

  /** As many as one page has; an engagement ends in a few. */
  certificates(signal: AbortSignal): Promise<Page<CertificateReport>> {
    return endpoint.get(`${this.root}/certificates${queryString({ limit: 200 })}`, signal);
  }

  async reportCertificate(decision: Record<string, unknown>, key: string): Promise<CertificateReport> {
    return (await this.post<CertificateReport>('certificates', decision, key)).value;
  }

  samples(cursor: string | null, signal: AbortSignal): Promise<Page<Sample>> {
    return endpoint.get(`${this.root}/samples${queryString({ cursor, limit: LIST_LIMIT })}`, signal);
  }

  sample(id: string, signal?: AbortSignal): Promise<Sample> {
    return endpoint.get(`${this.root}/samples/${segment(id)}`, signal);
  }

  async freezeSample(order: Record<string, unknown>): Promise<Sample> {
    return (await this.post<Sample>('samples', order)).value;
  }

  async sampleStep(sample: Sample, step: Record<string, unknown>, key: string): Promise<Sample> {
    const path = `samples/${segment(sample.id)}/steps`;
    return (await this.post<Sample>(path, step, key, { 'If-Match': `"${sample.version}"` })).value;
  }

  populationPath(id: string): string {
    return `${this.root}/samples/${segment(id)}/population`;
  }

  exports(cursor: string | null, signal: AbortSignal): Promise<Page<ExportJob>> {
    return endpoint.get(`${this.root}/exports${queryString({ cursor, limit: LIST_LIMIT })}`, signal);
  }

  export(id: string, signal?: AbortSignal): Promise<ExportJob> {
    return endpoint.get(`${this.root}/exports/${segment(id)}`, signal);
  }

  async startExport(search: Search, language: string, key: string): Promise<ExportJob> {
    const request = { query: search.q, filters: search.filters, language };
    return (await this.post<ExportJob>('exports', request, key)).value;
  }

  async cancelExport(id: string): Promise<void> {
    await endpoint.raw(`${this.root}/exports/${segment(id)}`, { method: 'DELETE' });
  }

  exportPath(id: string, part: number): string {
    return `${this.root}/exports/${segment(id)}/content?part=${part}`;
  }

  timestamps(signal: AbortSignal): Promise<Timestamps> {
    return endpoint.get(`${this.root}/ledger/timestamps`, signal);
  }

  /** The newest checkpoints this engagement's witnesses have cosigned, as signed notes, newest first. */
  cosignatures(signal: AbortSignal): Promise<{ items: string[]; total: number }> {
    return endpoint.get(`${this.root}/ledger/cosignatures`, signal);
  }

  access(cursor: string | null, signal: AbortSignal): Promise<Page<Access>> {
    return endpoint.get(`${this.root}/access${queryString({ cursor, limit: LIST_LIMIT })}`, signal);
  }

  accessContentPath(format: string): string {
    return `${this.root}/access/content${queryString({ format })}`;
  }

  async askConsent(item: ConsentItem, reason: string): Promise<ConsentRequest> {
    return (await this.post<ConsentRequest>('consents', { item, reason })).value;
  }

  consents(signal: AbortSignal): Promise<Page<ConsentRequest>> {
    return endpoint.get(`${this.root}/consents`, signal);
  }

  private post<T>(path: string, body: unknown, key = newKey(), headers: Record<string, string> = {}) {
    return endpoint.json<T>(`${this.root}/${path}`, {
      method: 'POST',
      body,
      headers: { 'Idempotency-Key': key, ...headers },
    });
  }
}
