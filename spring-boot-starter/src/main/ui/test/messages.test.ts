import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MESSAGES } from '../src/shared/messages';

const SOURCES = new URL('../src/', import.meta.url);
const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('messages.ts'))
  .map((name) => readFileSync(new URL(name, SOURCES), 'utf8'))
  .join('\n');
const messages = Object.entries(MESSAGES);

describe('the sentences of the pages', () => {
  test('name the same values in both languages', () => {
    for (const [key, [zh, en]] of messages) {
      const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(values(zh), key).toEqual(values(en));
    }
  });

  test('are Chinese on the left and English on the right', () => {
    for (const [key, [zh, en]] of messages) {
      expect(en, key).not.toMatch(/\p{Script=Han}/u);
      expect(/\p{Script=Han}/u.test(zh) || zh === en || !/[a-z]{3}/.test(zh), key).toBe(true);
    }
  });

  test('are all used', () => {
    const unused = messages.map(([key]) => key).filter((key) => !key.includes('.') && !sources.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });
});
