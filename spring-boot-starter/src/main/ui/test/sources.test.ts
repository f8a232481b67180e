import { describe, expect, test } from 'vitest';
import { isBusy, isUnderWay, outcome, reportFile, type WholeReport } from '../src/desk/sources';

const REPORT: WholeReport = {
  source: 'lims',
  number: 7,
  rehearsal: false,
  startedAt: '2026-04-15T17:30:05.123Z',
  finishedAt: '2026-04-15T17:31:00Z',
  rows: 3,
  saved: 2,
  newVersions: 0,
  unchanged: 0,
  leftOut: 0,
  refused: 1,
  dismissed: 0,
  missing: 0,
  refusals: [{ row: '12', key: 'n12', reason: { zh: '没有值', en: 'no value' } }],
  texts: { zh: '新增 2', en: '2 records saved' },
};

describe('a report as a file', () => {
  test('is for people in both languages', () => {
    const { name, content } = reportFile(REPORT, 'txt');
    expect(name).toBe('lims-2026-04-15-173005.report.txt');
    expect(content).toBe('新增 2\n2 records saved');
  });

  test('is for programs without what only people read', () => {
    const { name, content } = reportFile({ ...REPORT, rehearsal: true }, 'json');
    expect(name).toBe('lims-2026-04-15-173005.rehearsal.json');
    const { texts, ...rest } = REPORT;
    expect(JSON.parse(content)).toEqual({ ...rest, rehearsal: true });
    expect(content).not.toContain(texts.zh);
  });
});

describe('what a source needs', () => {
  test('is to be looked at again while it is read or waits for that', () => {
    const progress = { startedAt: REPORT.startedAt, read: 0, perSecond: 0 };
    expect(isUnderWay({ asked: false })).toBe(false);
    expect(isUnderWay({ asked: true })).toBe(true);
    expect(isUnderWay({ asked: false, progress })).toBe(true);
    expect((['rehearsing', 'rehearsed', 'taking', 'taken', 'failed'] as const).filter((state) => isBusy({ state }))).toEqual([
      'rehearsing',
      'taking',
    ]);
  });

  test('is said by the outcome of its newest run', () => {
    expect(outcome(REPORT)).toBe('refused');
    expect(outcome({ ...REPORT, refused: 0 })).toBe('well');
    expect(outcome({ ...REPORT, failure: { zh: '中断', en: 'broke off' } })).toBe('broken');
  });
});
