import { describe, expect, test } from 'vitest';
import { NotTerms, toTerms, toText } from '../src/desk/termsText';
import type { Terms } from '../src/shared/types';

const NOW = '2026-04-15T08:00:00Z';

const TERMS: Terms = {
  body: '华信认证',
  client: '洁康口罩',
  purpose: '监督审核',
  auditors: [
    { id: 'a1', name: '赵敏', email: 'zhao@example.org' },
    { id: 'a2', name: '李雷' },
  ],
  criteria: ['ISO 13485:2016'],
  scope: {
    sites: { values: ['S1', 'S2'], orAbsent: true },
    productFamilies: '*',
    recordTypes: { values: ['lot-release'], orAbsent: false },
    standards: '*',
    lots: '*',
    from: '2026-01-01',
    maskedFields: ['performedBy'],
    masking: [
      { field: 'attributes/sampleSize', kind: 'range', width: '10' },
      { field: 'occurredAt', kind: 'range' },
      { field: 'reviewedBy', kind: 'pseudonym' },
    ],
  },
  rights: ['search', 'ask'],
  accessFrom: '2026-01-01T00:00:17Z',
  accessTo: '2027-03-01T00:00:00Z',
  followUpDays: 90,
  auditorProfile: { kind: 'certification-body', country: 'DE' },
  dailyLimits: { engagement: { rows: 1000, exports: 5 }, auditor: { bytes: 1000000 } },
  conditions: {
    will: { declaredBy: '总经理', declaredAt: '2025-12-20T02:00:05Z', text: '同意' },
    readiness: [
      { condition: 'technology', met: false, checkedBy: '陈静', checkedAt: '2025-12-22T02:00:00Z', note: '车间无网络' },
    ],
    sites: [{ name: 'S1', kind: 'physical', address: '仙桃' }],
    people: [{ party: 'maker', name: '陈静', role: '管理者代表' }],
    reason: { text: '增加频次', risk: 'minor' },
    communication: { means: ['视频'], contingencyPlan: '电话' },
    legalBasis: { reference: 'PIA-1', text: '合同', personalData: false, decidedBy: '法务', decidedOn: '2026-01-01' },
    consent: { captures: 'forbidden', downloads: 'granted' },
  },
};

describe('the terms as a form holds them', () => {
  test('come back as they were, to the second, when nothing was changed', () => {
    expect(toTerms(toText(TERMS, ''), TERMS, NOW)).toEqual(TERMS);
  });

  test('mask a field in one way only, by ranges that have a width, within limits that are numbers', () => {
    const text = toText(TERMS, '');
    const none = toTerms({ ...text, masking: [{ field: ' ', kind: 'omit', width: '' }] }, TERMS, NOW);
    expect(none.scope.maskedFields).toEqual([]);
    expect(none.scope.masking).toBeUndefined();
    const twice = [...text.masking, { field: 'performedBy', kind: 'pseudonym' as const, width: '' }];
    expect(() => toTerms({ ...text, masking: twice }, TERMS, NOW)).toThrow(NotTerms);
    for (const width of ['0', '-1', 'ten', '1e3']) {
      const masking = [{ field: 'x', kind: 'range' as const, width }];
      expect(() => toTerms({ ...text, masking }, TERMS, NOW)).toThrow(NotTerms);
    }
    const limits = (rows: string) => ({ ...text.limits, engagement: { rows, bytes: '', exports: '' } });
    for (const rows of ['0', '-1', '1.5', 'many']) {
      expect(() => toTerms({ ...text, limits: limits(rows) }, TERMS, NOW)).toThrow(NotTerms);
    }
    const unlimited = { engagement: { rows: '', bytes: '', exports: '' }, auditor: { rows: '', bytes: '', exports: '' } };
    expect(toTerms({ ...text, limits: unlimited }, TERMS, NOW).dailyLimits).toBeUndefined();
  });

  test('keep what no field shows', () => {
    const later = { ...TERMS, later: { x: 1 } } as Terms;
    expect(toTerms(toText(later, ''), later, NOW)).toEqual(later);
  });

  test('of a new engagement have no member that was left empty', () => {
    const text = { ...toText(null, '洁康口罩'), accessFrom: '2026-05-01T08:00', accessTo: '2026-06-01T08:00' };
    const terms = toTerms({ ...text, body: 'B', purpose: 'P', criteria: 'ISO 9001:2015', auditors: 'a1 | Ann' }, null, NOW);
    expect(terms.conditions).toBeUndefined();
    expect(terms.auditorProfile).toBeUndefined();
    expect(terms.followUpDays).toBe(180);
    expect(terms.scope.sites).toBe('*');
    expect(terms.auditors).toEqual([{ id: 'a1', name: 'Ann' }]);
    expect(JSON.stringify(terms)).not.toContain('null');
  });

  test('say which field is wrong', () => {
    const text = toText(TERMS, '');
    const wrong = (change: object) => {
      try {
        toTerms({ ...text, ...change }, TERMS, NOW);
      } catch (failure) {
        return (failure as NotTerms).field;
      }
      return null;
    };
    expect(wrong({ auditors: 'only-an-id' })).toBe('auditors');
    expect(wrong({ people: 'boss | 陈静 | 代表' })).toBe('people');
    expect(wrong({ auditSites: 'S1 | moon' })).toBe('auditSites');
    expect(wrong({ accessTo: text.accessFrom })).toBe('period');
    expect(wrong({ followUpDays: '731' })).toBe('followUpDays');
    expect(wrong({ followUpDays: 'long' })).toBe('followUpDays');
    expect(wrong({ contingency: '' })).toBe('communication');
    expect(wrong({ basisOn: '' })).toBe('legalBasis');
  });

  test('note the time of a check that was made in the form', () => {
    const text = toText(TERMS, '');
    const made = { ...text.readiness, limits: { result: 'met' as const, by: '陈静', at: '', note: '' } };
    expect(toTerms({ ...text, readiness: made }, TERMS, NOW).conditions?.readiness).toContainEqual({
      condition: 'limits',
      met: true,
      checkedBy: '陈静',
      checkedAt: NOW,
    });
  });
});
