import { describe, expect, test } from 'vitest';
import {
  cursorOf,
  facetsIn,
  FIRST_PAGE,
  measuredOf,
  nextPage,
  previousPage,
  queryString,
  readPlace,
  readSearch,
  segment,
  sortsIn,
  toggle,
  writePlace,
  writeSearch,
} from '../src/shared/address';

describe('a path segment', () => {
  test('escapes tilde and slash before percent signs', () => {
    expect(segment('IQC/2026~7')).toBe('IQC~12026~07');
    expect(segment('检验 100%')).toBe('%E6%A3%80%E9%AA%8C%20100%25');
  });
});

describe('a query string', () => {
  test('repeats lists and leaves out what is absent', () => {
    expect(queryString({ q: 'BFE<95', 'filter.type': ['a', 'b'], cursor: null, sort: undefined, limit: 20 })).toBe(
      '?q=BFE%3C95&filter.type=a&filter.type=b&limit=20',
    );
    expect(queryString({ q: '' })).toBe('');
  });
});

describe('the counts and orders of a scope', () => {
  test('leave out what reads a masked field, a part of it or something that holds it', () => {
    expect(facetsIn({ maskedFields: [] })).toHaveLength(10);
    const hidden = { maskedFields: ['attributes', 'measurements/0'], masking: [{ field: 'occurredAt', kind: 'range' as const }] };
    expect(facetsIn(hidden)).toEqual(['type', 'stage', 'standard', 'clause', 'productFamily', 'site']);
    expect(sortsIn(hidden)).not.toContain('-occurredAt');
    expect(sortsIn({ maskedFields: [] })).toContain('-occurredAt');
  });
});

describe('a search', () => {
  const search = {
    q: '熔喷布 "a & b" +1',
    filters: { type: ['incoming-inspection'], month: ['2026-03', '2026-04'] },
    sort: '-occurredAt' as const,
    ledgerSize: null,
  };

  test('comes back from the page address as it was', () => {
    const place = readPlace(writePlace(['records', 'ENG/1'], writeSearch(search)));
    expect(place.path).toEqual(['records', 'ENG/1']);
    expect(readSearch(place.parameters)).toEqual(search);
  });

  test('knows no sort but those of the contract', () => {
    expect(readSearch(new URLSearchParams('sort=price')).sort).toBe('relevance');
    expect(readSearch(new URLSearchParams('sort=measured/')).sort).toBe('relevance');
    expect(readSearch(new URLSearchParams('sort=-measured/EO残留')).sort).toBe('-measured/EO残留');
    expect(measuredOf('-measured/EO残留')).toBe('EO残留');
    expect(measuredOf('-id')).toBeNull();
  });

  test('can be of an earlier ledger size', () => {
    const earlier = { ...search, ledgerSize: 17, filters: { stage: ['inspection'], characteristic: ['BFE'] } };
    expect(readSearch(readPlace(writePlace(['records', 'E'], writeSearch(earlier))).parameters)).toEqual(earlier);
    expect(readSearch(new URLSearchParams('ledgerSize=-1')).ledgerSize).toBeNull();
  });

  test('switches a filter on and off without touching the others', () => {
    const on = toggle(search, 'site', 'S1');
    expect(on.filters.site).toEqual(['S1']);
    expect(on.filters.month).toEqual(search.filters.month);
    expect(toggle(on, 'site', 'S1')).toEqual(search);
  });
});

describe('paging', () => {
  test('goes forward by cursor and back over the cursors already known', () => {
    const second = nextPage(FIRST_PAGE, 'c1');
    const third = nextPage(second, 'c2');
    expect(cursorOf(third)).toBe('c2');
    expect(cursorOf(previousPage(third))).toBe('c1');
    expect(cursorOf(previousPage(previousPage(third)))).toBeNull();
    expect(previousPage(FIRST_PAGE)).toEqual(FIRST_PAGE);
  });

  test('forgets what lay ahead when it turns off another way', () => {
    const back = previousPage(nextPage(nextPage(FIRST_PAGE, 'c1'), 'c2'));
    expect(nextPage(back, 'other').cursors).toEqual([null, 'c1', 'other']);
  });
});

describe('a place', () => {
  test('survives a broken percent sign in the address', () => {
    expect(readPlace('#/records/100%').path).toEqual(['records', '100%']);
    expect(readPlace('').path).toEqual([]);
  });
});
