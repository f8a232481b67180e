import { describe, expect, test } from 'vitest';
import { backoff, EventStreamParser } from '../src/shared/sse';

const STREAM = ': hello\n\nid: 41\nevent: message\ndata: {"a":\ndata: 1}\n\nid:42\r\ndata:x\r\n\r\n: beat\r\rdata\n\n';
const EVENTS = [
  { id: '41', name: 'message', data: '{"a":\n1}' },
  { id: '42', name: 'message', data: 'x' },
  { id: '42', name: 'message', data: '' },
];

describe('an event stream', () => {
  test('gives the same events wherever it is cut', () => {
    for (let size = 1; size <= STREAM.length; size++) {
      const parser = new EventStreamParser();
      const events = [];
      for (let at = 0; at < STREAM.length; at += size) {
        events.push(...parser.push(STREAM.slice(at, at + size)));
      }
      expect(events, `pieces of ${size}`).toEqual(EVENTS);
    }
  });

  test('says what to go on after once it is complete, also without an event', () => {
    const parser = new EventStreamParser();
    expect(parser.push('id: 40\n')).toEqual([]);
    expect(parser.lastId).toBe('');
    expect(parser.push('\nid: 41\ndata: half')).toEqual([]);
    expect(parser.lastId).toBe('40');
  });

  test('holds back an event that is not complete', () => {
    const parser = new EventStreamParser();
    expect(parser.push('data: half\n')).toEqual([]);
    expect(parser.push('\n')).toHaveLength(1);
  });

  test('passes over comments, unknown fields and ids with a zero byte', () => {
    const parser = new EventStreamParser();
    expect(parser.push('id: 7\n: note\nretry: 10\nid: a\0b\ndata: y\n\n')).toEqual([
      { id: '7', name: 'message', data: 'y' },
    ]);
  });
});

describe('waiting to connect again', () => {
  test('doubles up to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(backoff)).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  });
});
