import { describe, expect, test } from 'vitest';
import { Stay } from '../src/auditor/stay';

const MINUTE = 60_000;

/** A stay that begins now, and a clock to move. */
function stay() {
  let now = 0;
  const one = new Stay(() => now);
  one.told({ engagement: 'E', auditorId: 'a', proof: 'p', idleIn: 900, endsIn: 28_800 });
  return { one, at: (minutes: number) => (now = minutes * MINUTE) };
}

describe('a stay in the pages', () => {
  test('is said to end soon two minutes before it does', () => {
    const { one, at } = stay();
    at(12.9);
    expect(one.soon()).toBeNull();
    at(13.5);
    expect(one.soon()).toBe(90);
    at(20);
    expect(one.soon()).toBe(0);
  });

  test('goes on by what a person does, not by what the page does', () => {
    const { one, at } = stay();
    at(10);
    expect(one.attended()).toBe(false);
    expect(one.worthTelling()).toBe(false);
    one.input();
    expect(one.attended()).toBe(true);
    expect(one.worthTelling()).toBe(true);
    one.used();
    expect(one.worthTelling()).toBe(false);
    at(21);
    expect(one.soon()).toBeNull();
    at(22.5);
    expect(one.soon()).toBe(90);
  });

  test('is not told of each key that is pressed', () => {
    const { one, at } = stay();
    one.used();
    at(0.5);
    one.input();
    expect(one.worthTelling()).toBe(false);
    at(1);
    expect(one.worthTelling()).toBe(true);
  });

  test('ends in the end however much is done', () => {
    const { one, at } = stay();
    at(479);
    one.input();
    one.used();
    expect(one.soon()).toBe(60);
  });

  test('is what the server says of it, since another tab may use it too', () => {
    const { one, at } = stay();
    at(14.5);
    expect(one.soon()).toBe(30);
    one.told({ engagement: 'E', auditorId: 'a', proof: 'p', idleIn: 880, endsIn: 20_000 });
    expect(one.soon()).toBeNull();
  });
});
