import { READINESS } from '../shared/conditions';
import type {
  AuditorKind,
  Conditions,
  Consent,
  DailyLimits,
  MaskingKind,
  Measure,
  Party,
  Right,
  Scope,
  ScopeSelection,
  Terms,
} from '../shared/types';

/** The sides of a scope that are lists of values. */
export const SIDES = ['sites', 'productFamilies', 'recordTypes', 'standards', 'lots'] as const;

export type Side = (typeof SIDES)[number];

export const WHOSE = ['engagement', 'auditor'] as const;

export const MEASURES = ['rows', 'bytes', 'exports'] as const;

export type Whose = (typeof WHOSE)[number];

/** How one field is masked. */
export interface MaskRow {
  field: string;
  kind: 'omit' | MaskingKind;
  width: string;
}

/** Terms as the fields of a form hold them: texts, with lists one to a line and their parts between bars. */
export interface TermsText {
  body: string;
  client: string;
  purpose: string;
  kind: string;
  country: string;
  criteria: string;
  auditors: string;
  accessFrom: string;
  accessTo: string;
  followUpDays: string;
  rights: Right[];
  scope: Record<Side, string>;
  orAbsent: Record<Side, boolean>;
  from: string;
  to: string;
  masking: MaskRow[];
  limits: Record<Whose, Record<Measure, string>>;
  willBy: string;
  willAt: string;
  will: string;
  readiness: Record<string, { result: '' | 'met' | 'not-met'; by: string; at: string; note: string }>;
  auditSites: string;
  people: string;
  reason: string;
  risk: string;
  means: string;
  contingency: string;
  basis: string;
  basisText: string;
  basisPersons: boolean;
  basisBy: string;
  basisOn: string;
  captures: string;
  downloads: string;
}

/** What new terms offer: within half a year certification bodies verify the correction of a major nonconformity. */
const FOLLOW_UP_DAYS = 180;
const LONGEST_FOLLOW_UP = 730;

/** Why a form cannot be sent: the field, named by the key of its label. */
export class NotTerms extends Error {
  constructor(
    readonly field:
      | 'auditors'
      | 'auditSites'
      | 'people'
      | 'period'
      | 'followUpDays'
      | 'will'
      | 'communication'
      | 'legalBasis'
      | 'maskedFields'
      | 'dailyLimits',
  ) {
    super(field);
  }
}

export function toText(terms: Terms | null, client: string): TermsText {
  const scope = terms?.scope;
  const conditions = terms?.conditions ?? {};
  const sides = <T>(of: (selection: ScopeSelection) => T) =>
    Object.fromEntries(SIDES.map((side) => [side, of(scope?.[side] ?? '*')])) as Record<Side, T>;
  return {
    body: terms?.body ?? '',
    client: terms?.client ?? client,
    purpose: terms?.purpose ?? '',
    kind: terms?.auditorProfile?.kind ?? '',
    country: terms?.auditorProfile?.country ?? 'CN',
    criteria: (terms?.criteria ?? []).join('\n'),
    auditors: rows((terms?.auditors ?? []).map((one) => [one.id, one.name, one.email ?? undefined])),
    accessFrom: local(terms?.accessFrom),
    accessTo: local(terms?.accessTo),
    followUpDays: String(terms ? (terms.followUpDays ?? 0) : FOLLOW_UP_DAYS),
    rights: terms?.rights ?? ['search', 'ask'],
    scope: sides((selection) => (selection === '*' ? '' : selection.values.join('\n'))),
    orAbsent: sides((selection) => selection !== '*' && selection.orAbsent),
    from: scope?.from ?? '',
    to: scope?.to ?? '',
    masking: [
      ...(scope?.maskedFields ?? []).map((field): MaskRow => ({ field, kind: 'omit', width: '' })),
      ...(scope?.masking ?? []).map(({ field, kind, width }): MaskRow => ({ field, kind, width: width ?? '' })),
    ],
    limits: Object.fromEntries(
      WHOSE.map((whose) => [
        whose,
        Object.fromEntries(MEASURES.map((measure) => [measure, String(terms?.dailyLimits?.[whose]?.[measure] ?? '')])),
      ]),
    ) as TermsText['limits'],
    willBy: conditions.will?.declaredBy ?? '',
    willAt: local(conditions.will?.declaredAt),
    will: conditions.will?.text ?? '',
    readiness: Object.fromEntries(
      READINESS.map((condition) => {
        const check = conditions.readiness?.find((one) => one.condition === condition);
        const result = check ? (check.met ? 'met' : 'not-met') : '';
        return [
          condition,
          { result, by: check?.checkedBy ?? '', at: check?.checkedAt ?? '', note: check?.note ?? '' } as const,
        ];
      }),
    ),
    auditSites: rows((conditions.sites ?? []).map((site) => [site.name, site.kind, site.address])),
    people: rows((conditions.people ?? []).map((one) => [one.party, one.name, one.role, one.contact])),
    reason: conditions.reason?.text ?? '',
    risk: conditions.reason?.risk ?? 'major',
    means: (conditions.communication?.means ?? []).join('\n'),
    contingency: conditions.communication?.contingencyPlan ?? '',
    basis: conditions.legalBasis?.reference ?? '',
    basisText: conditions.legalBasis?.text ?? '',
    basisPersons: conditions.legalBasis?.personalData ?? false,
    basisBy: conditions.legalBasis?.decidedBy ?? '',
    basisOn: conditions.legalBasis?.decidedOn ?? '',
    captures: conditions.consent?.captures ?? '',
    downloads: conditions.consent?.downloads ?? '',
  };
}

/** What no field shows of the terms before, a member of a later release say, stays as it was. */
export function toTerms(text: TermsText, before: Terms | null, now: string): Terms {
  const accessFrom = instantOf(text.accessFrom, before?.accessFrom);
  const accessTo = instantOf(text.accessTo, before?.accessTo);
  if (accessFrom >= accessTo) {
    throw new NotTerms('period');
  }
  const conditions = toConditions(text, before?.conditions ?? {}, now);
  const terms: Terms = {
    ...before,
    body: text.body.trim(),
    client: text.client.trim(),
    purpose: text.purpose.trim(),
    criteria: lines(text.criteria),
    auditors: table(text.auditors, 'auditors', 2).map(([id, name, email]) => ({ id, name, ...(email && { email }) })),
    rights: text.rights,
    scope: toScope(text, before?.scope),
    accessFrom,
    accessTo,
  };
  delete terms.auditorProfile;
  delete terms.conditions;
  delete terms.dailyLimits;
  delete terms.followUpDays;
  const followUpDays = Number(text.followUpDays.trim());
  if (!/^\d+$/.test(text.followUpDays.trim()) || followUpDays > LONGEST_FOLLOW_UP) {
    throw new NotTerms('followUpDays');
  }
  if (followUpDays > 0) {
    terms.followUpDays = followUpDays;
  }
  const limits = toLimits(text.limits);
  if (Object.keys(limits).length > 0) {
    terms.dailyLimits = limits;
  }
  if (text.kind) {
    terms.auditorProfile = { kind: text.kind as AuditorKind, country: text.country.trim().toUpperCase() };
  }
  if (before?.conditions || Object.keys(conditions).length > 0) {
    terms.conditions = conditions;
  }
  return terms;
}

function toScope(text: TermsText, before: Scope | undefined): Scope {
  const rows = text.masking.map((row) => ({ ...row, field: row.field.trim() })).filter((row) => row.field !== '');
  if (new Set(rows.map((row) => row.field)).size < rows.length) {
    throw new NotTerms('maskedFields');
  }
  const scope = { ...before, maskedFields: rows.filter((row) => row.kind === 'omit').map((row) => row.field) } as Scope;
  delete scope.masking;
  const masking = rows.flatMap(({ field, kind, width }) =>
    kind === 'omit' ? [] : [{ field, kind, ...(kind === 'range' && width.trim() && { width: toWidth(width) }) }],
  );
  if (masking.length > 0) {
    scope.masking = masking;
  }
  for (const side of SIDES) {
    const values = lines(text.scope[side]);
    scope[side] = values.length === 0 && !text.orAbsent[side] ? '*' : { values, orAbsent: text.orAbsent[side] };
  }
  delete scope.from;
  delete scope.to;
  return { ...scope, ...(text.from && { from: text.from }), ...(text.to && { to: text.to }) };
}

function toWidth(width: string): string {
  const text = width.trim();
  if (!/^\d{1,30}(\.\d{1,30})?$/.test(text) || Number(text) === 0) {
    throw new NotTerms('maskedFields');
  }
  return text;
}

function toLimits(limits: TermsText['limits']): DailyLimits {
  const result: DailyLimits = {};
  for (const whose of WHOSE) {
    for (const measure of MEASURES) {
      const text = limits[whose][measure].trim();
      if (text !== '') {
        const bound = Number(text);
        if (!/^\d+$/.test(text) || bound < 1 || !Number.isSafeInteger(bound)) {
          throw new NotTerms('dailyLimits');
        }
        result[whose] = { ...result[whose], [measure]: bound };
      }
    }
  }
  return result;
}

function toConditions(text: TermsText, before: Conditions, now: string): Conditions {
  const conditions: Conditions = {};
  if (text.will.trim() || text.willBy.trim()) {
    requireAll('will', text.will, text.willBy, text.willAt);
    conditions.will = {
      declaredBy: text.willBy.trim(),
      declaredAt: instantOf(text.willAt, before.will?.declaredAt),
      text: text.will.trim(),
    };
  }
  const readiness = READINESS.flatMap((condition) => {
    const { result, by, at, note } = text.readiness[condition]!;
    const entry = { condition, met: result === 'met', checkedBy: by.trim(), checkedAt: at || now };
    return result ? [{ ...entry, ...(note.trim() && { note: note.trim() }) }] : [];
  });
  if (readiness.length > 0) {
    conditions.readiness = readiness;
  }
  const sites = table(text.auditSites, 'auditSites', 2).map(([name, kind, address]) => ({
    name,
    kind: oneOf('auditSites', kind, ['physical', 'virtual'] as const),
    ...(address && { address }),
  }));
  if (sites.length > 0) {
    conditions.sites = sites;
  }
  const people = table(text.people, 'people', 3).map(([party, name, role, contact]) => ({
    party: oneOf<Party>('people', party, ['maker', 'body']),
    name,
    role,
    ...(contact && { contact }),
  }));
  if (people.length > 0) {
    conditions.people = people;
  }
  if (text.reason.trim()) {
    conditions.reason = { text: text.reason.trim(), risk: text.risk as 'critical' | 'major' | 'minor' };
  }
  if (text.means.trim() || text.contingency.trim()) {
    requireAll('communication', text.means, text.contingency);
    conditions.communication = { means: lines(text.means), contingencyPlan: text.contingency.trim() };
  }
  if (text.basis.trim() || text.basisText.trim()) {
    requireAll('legalBasis', text.basis, text.basisText, text.basisBy, text.basisOn);
    conditions.legalBasis = {
      reference: text.basis.trim(),
      text: text.basisText.trim(),
      personalData: text.basisPersons,
      decidedBy: text.basisBy.trim(),
      decidedOn: text.basisOn,
    };
  }
  if (text.captures && text.downloads) {
    conditions.consent = { captures: text.captures as Consent, downloads: text.downloads as Consent };
  }
  return conditions;
}

function requireAll(field: NotTerms['field'], ...texts: string[]): void {
  if (texts.some((text) => text.trim() === '')) {
    throw new NotTerms(field);
  }
}

function oneOf<T extends string>(field: NotTerms['field'], value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new NotTerms(field);
  }
  return found;
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function table(text: string, field: NotTerms['field'], least: number): [string, string, string, string | undefined][] {
  return lines(text).map((line) => {
    const cells = line.split(/[|｜]/).map((cell) => cell.trim());
    if (cells.length < least || cells.length > 4 || cells.slice(0, least).some((cell) => cell === '')) {
      throw new NotTerms(field);
    }
    return [cells[0]!, cells[1]!, cells[2] ?? '', cells[3]];
  });
}

function rows(table: (string | undefined)[][]): string {
  return table.map((cells) => cells.filter((cell) => cell !== undefined).join(' | ')).join('\n');
}

/** A time as a `datetime-local` field wants it: local, to the minute. */
function local(instant: string | undefined): string {
  if (instant === undefined) {
    return '';
  }
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A field that was not touched means the very second it was made from. */
function instantOf(field: string, before: string | undefined): string {
  if (before !== undefined && local(before) === field) {
    return before;
  }
  const at = new Date(field);
  if (Number.isNaN(at.getTime())) {
    throw new NotTerms('period');
  }
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
