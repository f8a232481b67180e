import { isAbort, Problem } from '../shared/http';
import type { Suggestion, Suggestions } from '../shared/types';

const PAUSE = 300;
/** Before asking again where there was no time to find any. */
const AGAIN = 1_500;
const REST = 30_000;
const KEPT = 50;

type Ask = (q: string, at: number, signal: AbortSignal) => Promise<Suggestions>;

/**
 * Asks for suggestions sparingly: after a pause in typing, never twice for the same text, not where a shorter beginning had
 * none, and not for a while after too many requests. Each question counts against the auditor's allowance and is logged.
 */
export class Asker {
  private readonly kept = new Map<string, Suggestions>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | null = null;
  private barren: string | null = null;
  private restUntil = 0;

  constructor(
    private readonly service: Ask,
    private readonly pause = PAUSE,
  ) {}

  ask(q: string, at: number, onFound: (found: Suggestions) => void): void {
    this.stop();
    const typed = q.slice(0, at);
    const nothing: Suggestions = { ledgerSize: 0, items: [], complete: true };
    if (typed.trim() === '' || q.length > 512 || Date.now() < this.restUntil || this.isBarren(typed)) {
      onFound(nothing);
      return;
    }
    const key = `${at} ${q}`;
    const before = this.kept.get(key);
    if (before) {
      onFound(before);
      return;
    }
    this.timer = setTimeout(() => void this.run(q, at, key, onFound, true), this.pause);
  }

  /** Forgets what was about to be asked. */
  stop(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = null;
  }

  private async run(
    q: string,
    at: number,
    key: string,
    onFound: (found: Suggestions) => void,
    first: boolean,
  ): Promise<void> {
    const abort = new AbortController();
    this.running = abort;
    try {
      const found = await this.service(q, at, abort.signal);
      if (abort.signal.aborted) {
        return;
      }
      if (found.items.length === 0 && !found.complete && first) {
        // A server just started has looked at little when its time is up; the next look is faster.
        this.timer = setTimeout(() => void this.run(q, at, key, onFound, false), AGAIN);
        return;
      }
      this.keep(key, found);
      this.barren = found.items.length === 0 && found.complete ? q.slice(0, at) : null;
      onFound(found);
    } catch (failure) {
      if (!isAbort(failure) && failure instanceof Problem && failure.status === 429) {
        this.restUntil = Date.now() + REST;
      }
      // Suggestions are a help: a search says what is wrong, and typing goes on without them.
    }
  }

  /** Whether only more of the same word was typed since there was nothing to complete it. */
  private isBarren(typed: string): boolean {
    const barren = this.barren;
    return barren !== null && typed.startsWith(barren) && /^[\p{L}\p{N}-]+$/u.test(typed.slice(barren.length) || 'x');
  }

  private keep(key: string, found: Suggestions): void {
    if (this.kept.size >= KEPT) {
      this.kept.clear();
    }
    this.kept.set(key, found);
  }
}

/** The query with a suggestion in its place, and where the cursor goes. */
export function completed(text: string, suggestion: Suggestion): { text: string; at: number } {
  const after = text.slice(suggestion.to);
  const blank = suggestion.kind !== 'field' && after === '' ? ' ' : '';
  const before = text.slice(0, suggestion.from) + suggestion.text + blank;
  return { text: before + after, at: before.length };
}
