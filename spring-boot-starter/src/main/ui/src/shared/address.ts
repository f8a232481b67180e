import type { Scope } from './types';

/** Escapes an id for one path segment as the contract asks: RFC 6901 first, since many servers refuse `%2F`. */
export function segment(id: string): string {
  return encodeURIComponent(id.replaceAll('~', '~0').replaceAll('/', '~1'));
}

export type Query = Record<string, string | number | readonly string[] | undefined | null>;

/** A query string with its question mark, or nothing; lists repeat their name, absent values are left out. */
export function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') {
      continue;
    }
    for (const one of Array.isArray(value) ? value : [value]) {
      parameters.append(name, String(one));
    }
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

export const FACETS = [
  'verdict',
  'type',
  'stage',
  'characteristic',
  'standard',
  'clause',
  'productFamily',
  'site',
  'supplier',
  'month',
] as const;
export type FacetName = (typeof FACETS)[number];

/** What each count reads: where that is masked, the count does not exist. */
const FACET_FIELDS: Record<FacetName, string> = {
  verdict: 'measurements',
  type: 'type',
  stage: 'type',
  characteristic: 'measurements',
  standard: 'standards',
  clause: 'clauses',
  productFamily: 'productFamily',
  site: 'site',
  supplier: 'attributes/supplierId',
  month: 'occurredAt',
};

/** Whether neither a field, nor a part above it, nor one below it is masked. */
function isShown(scope: Masked, field: string): boolean {
  const masked = [...scope.maskedFields, ...(scope.masking ?? []).map((rule) => rule.field)];
  return !masked.some((one) => one === field || field.startsWith(`${one}/`) || one.startsWith(`${field}/`));
}

type Masked = Pick<Scope, 'maskedFields' | 'masking'>;

/** The counts there are in a scope. */
export function facetsIn(scope: Masked): FacetName[] {
  return FACETS.filter((facet) => isShown(scope, FACET_FIELDS[facet]));
}

/** The orders there are in a scope, besides those by measured values. */
export function sortsIn(scope: Masked): SortName[] {
  return SORTS.filter((sort) => !sort.endsWith('occurredAt') || isShown(scope, 'occurredAt'));
}
export const SORTS = ['relevance', '-occurredAt', 'occurredAt', '-recordedAt', 'recordedAt', 'id', '-id'] as const;
/** An order of the contract; `measured/BFE` goes by the measured values of a characteristic. */
export type SortName = (typeof SORTS)[number] | `measured/${string}` | `-measured/${string}`;

const MEASURED = /^-?measured\/(.+)$/s;

/** The characteristic a sort goes by, if it goes by one. */
export function measuredOf(sort: SortName): string | null {
  return MEASURED.exec(sort)?.[1] ?? null;
}

export function sortNamed(text: string | null): SortName {
  const measured = text !== null && text.length <= 200 && MEASURED.test(text);
  return measured ? (text as SortName) : (SORTS.find((known) => known === text) ?? 'relevance');
}

/** What is searched for; lives in the page's address, so that it can be bookmarked and gone back to. */
export interface Search {
  q: string;
  filters: Partial<Record<FacetName, string[]>>;
  sort: SortName;
  /** The ledger size to search at; null for the newest. */
  ledgerSize: number | null;
}

export function readSearch(parameters: URLSearchParams): Search {
  const filters: Search['filters'] = {};
  for (const facet of FACETS) {
    const values = parameters.getAll(`filter.${facet}`);
    if (values.length > 0) {
      filters[facet] = values;
    }
  }
  const size = parameters.get('ledgerSize') ?? '';
  return {
    q: parameters.get('q') ?? '',
    filters,
    sort: sortNamed(parameters.get('sort')),
    ledgerSize: /^\d{1,15}$/.test(size) ? Number(size) : null,
  };
}

/** The parameters of a search, the same for the page's address and for the endpoint. */
export function writeSearch(search: Search): Query {
  const query: Query = { q: search.q };
  for (const facet of FACETS) {
    query[`filter.${facet}`] = search.filters[facet];
  }
  query.sort = search.sort === 'relevance' ? undefined : search.sort;
  query.ledgerSize = search.ledgerSize;
  return query;
}

/** The search with one filter value switched on or off. */
export function toggle(search: Search, facet: FacetName, value: string): Search {
  const before = search.filters[facet] ?? [];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const filters = { ...search.filters };
  if (after.length > 0) {
    filters[facet] = after;
  } else {
    delete filters[facet];
  }
  return { ...search, filters };
}

/** The pages seen so far of a list that gives a cursor for the next one only. */
export interface Paging {
  cursors: readonly (string | null)[];
  index: number;
}

export const FIRST_PAGE: Paging = { cursors: [null], index: 0 };

export function nextPage(paging: Paging, nextCursor: string): Paging {
  return { cursors: [...paging.cursors.slice(0, paging.index + 1), nextCursor], index: paging.index + 1 };
}

export function previousPage(paging: Paging): Paging {
  return paging.index === 0 ? paging : { ...paging, index: paging.index - 1 };
}

export function cursorOf(paging: Paging): string | null {
  return paging.cursors[paging.index] ?? null;
}

/** A place in the page: `#/records/ENG%2F1?q=…`. */
export interface Place {
  path: string[];
  parameters: URLSearchParams;
}

export function readPlace(hash: string): Place {
  const [path = '', query = ''] = split(hash.replace(/^#/, ''), '?');
  return {
    path: path.split('/').filter(Boolean).map(decode),
    parameters: new URLSearchParams(query),
  };
}

export function writePlace(path: readonly (string | number)[], query: Query = {}): string {
  return `#/${path.map((part) => encodeURIComponent(part)).join('/')}${queryString(query)}`;
}

function split(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
