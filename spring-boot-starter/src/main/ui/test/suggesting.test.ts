import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Asker, completed } from '../src/auditor/suggesting';
import { characteristicsIn } from '../src/shared/format';
import { Problem } from '../src/shared/http';
import type { Suggestions } from '../src/shared/types';

const one = { kind: 'identifier', from: 5, to: 9, text: '20200415-03', label: { zh: 'a', en: 'a' } } as const;
const some: Suggestions = { ledgerSize: 1, items: [one], complete: true };
const none: Suggestions = { ledgerSize: 1, items: [], complete: true };

/** A service that notes what it was asked, and the answers that reached the page. */
function asked(answer: Suggestions | Error) {
  const questions: string[] = [];
  const answers: number[] = [];
  const asker = new Asker(async (q) => {
    questions.push(q);
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  }, 0);
  const ask = async (q: string) => {
    const before = questions.length;
    asker.ask(q, q.length, (found) => answers.push(found.items.length));
    await vi.advanceTimersByTimeAsync(10);
    return questions.length > before;
  };
  return { ask, questions, answers };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('suggestions', () => {
  test('take the place of what was typed and leave the cursor behind', () => {
    expect(completed('lots:2020 OR x', one)).toEqual({ text: 'lots:20200415-03 OR x', at: 16 });
    expect(completed('lots:2020', one)).toEqual({ text: 'lots:20200415-03 ', at: 17 });
    expect(completed('lo', { ...one, kind: 'field', from: 0, to: 2, text: 'lots:' })).toEqual({ text: 'lots:', at: 5 });
  });

  test('are asked for once for one text', async () => {
    const { ask, answers } = asked(some);
    expect([await ask('lots:2'), await ask('lots:20'), await ask('lots:2')]).toEqual([true, true, false]);
    expect(answers).toEqual([1, 1, 1]);
  });

  test('are not asked for while there is no word', async () => {
    const { ask } = asked(some);
    expect([await ask(''), await ask('   ')]).toEqual([false, false]);
  });

  test('are not asked for again while a word goes on that had none', async () => {
    const { ask } = asked(none);
    expect(await ask('xyz')).toBe(true);
    expect(await ask('xyzz')).toBe(false);
    expect(await ask('xyz lots:')).toBe(true);
    expect(await ask('ab')).toBe(true);
  });

  test('rest after too many requests', async () => {
    const { ask, answers } = asked(new Problem(429, null, 10));
    expect([await ask('a'), await ask('ab')]).toEqual([true, false]);
    expect(answers).toEqual([0]);
  });

  test('that come too late are dropped', async () => {
    const answers: string[] = [];
    const asker = new Asker((q, _, signal) => new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      setTimeout(() => resolve({ ...some, ledgerSize: q.length }), 100);
    }), 10);
    asker.ask('a', 1, () => answers.push('a'));
    await vi.advanceTimersByTimeAsync(50);
    asker.ask('ab', 2, () => answers.push('ab'));
    await vi.advanceTimersByTimeAsync(500);
    expect(answers).toEqual(['ab']);
  });
});

describe('a server that had no time', () => {
  test('is asked once more, and not again', async () => {
    const hurried: Suggestions = { ledgerSize: 1, items: [], complete: false };
    const { ask, questions, answers } = asked(hurried);
    await ask('lots:2');
    expect(answers).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(questions).toEqual(['lots:2', 'lots:2']);
    expect(answers).toEqual([0]);
  });
});

describe('the characteristics of a query', () => {
  test('are those its conditions name', () => {
    expect(characteristicsIn('BFE<95 口罩 PFE:90..95 lots:1')).toEqual(['BFE', 'PFE']);
    expect(characteristicsIn('measurement(characteristic:BFE verdict:nonconforming)')).toEqual(['BFE']);
    expect(characteristicsIn('BFE 口罩')).toEqual([]);
  });
});
