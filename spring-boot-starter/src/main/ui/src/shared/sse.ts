export interface ServerEvent {
  id: string;
  name: string;
  data: string;
}

/** Takes a `text/event-stream` in pieces, wherever they are cut, and gives whole events. */
export class EventStreamParser {
  #rest = '';
  #id = '';
  #lastId = '';
  #name = '';
  #data: string[] = [];

  /** The id to go on after: the last one that became complete, also without an event of its own. */
  get lastId(): string {
    return this.#lastId;
  }

  /** What became complete with this piece. */
  push(piece: string): ServerEvent[] {
    let text = this.#rest + piece;
    // A carriage return at the very end may be half a line end.
    this.#rest = text.endsWith('\r') ? '\r' : '';
    text = text.slice(0, text.length - this.#rest.length);
    const lines = text.split(/\r\n|\n|\r/);
    this.#rest = lines.pop()! + this.#rest;
    const events: ServerEvent[] = [];
    for (const line of lines) {
      if (line === '') {
        this.#lastId = this.#id;
        if (this.#data.length > 0) {
          events.push({ id: this.#id, name: this.#name || 'message', data: this.#data.join('\n') });
        }
        this.#name = '';
        this.#data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
      if (field === 'data') {
        this.#data.push(value);
      } else if (field === 'event') {
        this.#name = value;
      } else if (field === 'id' && !value.includes('\0')) {
        this.#id = value;
      }
    }
    return events;
  }
}

/** How long to wait before the nth attempt to connect again, in milliseconds: 1 s doubling to 30 s. */
export function backoff(attempt: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5));
}
