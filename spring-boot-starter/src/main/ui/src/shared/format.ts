import names from 'virtual:catalogue-names';
import { currentLanguage, type MessageKey, pick, t, tValue } from './i18n';
import type { Measurement, ScopeSelection } from './types';

/** An instant in the reader's own time zone. */
export function instant(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime())
    ? text
    : new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A local time as it was written down, with its offset: what the clock on the factory's wall said. */
export function wallClock(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  return match ? `${match[1]} ${match[2]}${match[3] ? ` (${match[3] === 'Z' ? 'UTC' : `UTC${match[3]}`})` : ''}` : text;
}

/** A number of bytes in the unit a person would use. */
export function byteSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: unit === 0 ? 0 : 1 }).format(size)} ${units[unit]}`;
}

/** A time span in the unit a person would use. */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(
    value,
  );
}

export function typeName(id: string): string {
  const name = names.types[id];
  return name ? pick(name) : id;
}

export function characteristicName(code: string): string {
  const name = names.characteristics[code];
  return name ? pick(name) : code;
}

export function attributeName(type: string | undefined, name: string): string {
  const known = names.attributes[`${type}/${name}`] ?? names.attributes[name];
  return known ? pick(known) : name;
}

const ENVELOPE: Record<string, MessageKey> = {
  id: 'id',
  type: 'type',
  title: 'title',
  site: 'site',
  productFamily: 'productFamily',
  model: 'model',
  lots: 'lots',
  standards: 'standards',
  clauses: 'clauses',
  performedBy: 'performedBy',
  reviewedBy: 'reviewedBy',
  occurredAt: 'occurredAt',
  recordedAt: 'recordedAt',
  version: 'version',
  change: 'change',
  measurements: 'measurements',
  attachments: 'attachments',
  attachmentText: 'attachmentText',
  answers: 'answers',
  characteristic: 'characteristic',
  method: 'method',
  instrument: 'instrument',
  verdict: 'verdict',
};

/** A field's name as the wire gives it, `attributes/supplier` or `measurements/0`, in words. */
export function fieldName(type: string | undefined, field: string): string {
  const [head = field, rest] = field.split('/', 2);
  if (head === 'attributes' && rest !== undefined) {
    return attributeName(type, rest);
  }
  const key = ENVELOPE[head];
  if (key === undefined) {
    return attributeName(type, field);
  }
  return rest !== undefined && /^\d+$/.test(rest) ? `${t(key)} ${Number(rest) + 1}` : t(key);
}

/** A characteristic by its code and its name. */
export function characteristicTitle(code: string): string {
  const name = characteristicName(code);
  return name === code ? code : `${code} ${name}`;
}

export function facetValue(facet: string, value: string): string {
  switch (facet) {
    case 'type':
      return typeName(value);
    case 'verdict':
    case 'stage':
      return tValue(facet, value);
    case 'characteristic':
      return characteristicTitle(value);
    default:
      return value;
  }
}

/** The codes of characteristics that a query in canonical form names in a condition. */
export function characteristicsIn(query: string): string[] {
  const named = [...query.matchAll(/(?:"((?:[^"\\]|\\.)+)"|([^\s"()<>=:]+))(?=[<>:])/g)].map((one) => one[1] ?? one[2]);
  const valued = [...query.matchAll(/(?:^|[\s(])characteristic:(?:"((?:[^"\\]|\\.)+)"|([^\s"()]+))/g)];
  const all = [...named, ...valued.map((one) => one[1] ?? one[2])].filter((code) => code !== undefined);
  return [...new Set(all)].filter((code) => code in names.characteristics);
}

export function limitText(measurement: Measurement): string {
  const { limit, unit } = measurement;
  if (!limit) {
    return '';
  }
  const bounds =
    limit.operator === 'between'
      ? t('between', { from: limit.value, to: limit.upper ?? '' })
      : `${{ '>=': '≥', '<=': '≤' }[limit.operator] ?? limit.operator} ${limit.value}`;
  return unit ? `${bounds} ${unit}` : bounds;
}

export function selectionText(selection: ScopeSelection, name: (value: string) => string = (value) => value): string {
  if (selection === '*') {
    return t('everything');
  }
  const what = selection.values.length > 0 ? joined(selection.values.map(name)) : t('nothing');
  return selection.orAbsent ? joined([what, t('orAbsent')]) : what;
}

function joined(texts: string[]): string {
  return texts.join(currentLanguage() === 'en' ? ', ' : '、');
}

/** Any value of the wire as text, for attributes and for old and new values. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) {
    return t('noValue');
  }
  if (typeof value === 'number') {
    return String(value);
  }
  if (typeof value === 'boolean') {
    return value ? '✓' : '✗';
  }
  if (typeof value === 'string') {
    return value;
  }
  if (Array.isArray(value)) {
    return joined(value.map(valueText));
  }
  return Object.entries(value)
    .map(([name, member]) => `${fieldName(undefined, name)}: ${valueText(member)}`)
    .join('; ');
}

const DECEPTIVE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Whether a text holds characters that change how it reads without being seen. */
export function isDeceptive(text: string): boolean {
  return DECEPTIVE.test(text);
}
