import type { PageSession } from '../shared/types';

/** After how long a use is worth telling, and after how long without one nobody is at the page any more. */
const MINUTE = 60_000;
/** The server notes a use once a minute, so a stay ends this long after the last use at the earliest. */
const IDLE = 14 * MINUTE;
/** How long before the end it is said. */
const WARNING = 2 * MINUTE;

/**
 * How long somebody stays in: told by the server, and kept alive by what a person does at the page alone. Another tab may use
 * the same session, so what is reckoned here is asked for before anything is made of it.
 */
export class Stay {
  private lastInput: number;
  private lastUse: number;
  private idleAt = 0;
  private endsAt = 0;

  constructor(private readonly now: () => number) {
    this.lastInput = this.lastUse = now();
  }

  /** What the server said just now. */
  told(session: PageSession): void {
    this.idleAt = this.now() + session.idleIn * 1000;
    this.endsAt = this.now() + session.endsIn * 1000;
  }

  /** A person did something at the page. */
  input(): void {
    this.lastInput = this.now();
  }

  /** Whether somebody was at the page just now. */
  attended(): boolean {
    return this.now() - this.lastInput < MINUTE;
  }

  /** A request that counts as a use was sent. */
  used(): void {
    this.lastUse = this.now();
    this.idleAt = Math.max(this.idleAt, Math.min(this.lastUse + IDLE, this.endsAt));
  }

  /** Whether a person does something here of which the server does not know, for example types a long question. */
  worthTelling(): boolean {
    return this.lastInput > this.lastUse && this.now() - this.lastUse >= MINUTE;
  }

  /** Seconds to the end once it is near; else null. */
  soon(): number | null {
    const left = Math.min(this.idleAt, this.endsAt) - this.now();
    return left < WARNING ? Math.max(0, Math.ceil(left / 1000)) : null;
  }
}
