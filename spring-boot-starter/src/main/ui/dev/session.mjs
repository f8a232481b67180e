import { randomBytes } from 'node:crypto';

const NAME = 'remote-audit';

/** An answer with a cookie, or without content. */
export class SessionAnswer {
  constructor(status, json, cookie = null) {
    Object.assign(this, { status, json, cookie });
  }
}

/** Who is in the pages of the made-up maker. Nothing ends here by time. */
export class Sessions {
  #open = new Map();

  constructor(who) {
    this.who = who;
  }

  /** The proof of the session a request's cookie names, if there is one. */
  proof(headers) {
    return this.#open.get(secretIn(headers)) ?? null;
  }

  enter() {
    const secret = randomBytes(32).toString('hex');
    this.#open.set(secret, randomBytes(32).toString('hex'));
    return new SessionAnswer(201, this.#told(this.#open.get(secret)), `${secret}; Path=/; HttpOnly; SameSite=Strict`);
  }

  tell(headers) {
    const proof = this.proof(headers);
    return proof ? new SessionAnswer(200, this.#told(proof)) : new SessionAnswer(204);
  }

  leave(headers) {
    this.#open.delete(secretIn(headers));
    return new SessionAnswer(204, null, '; Path=/; Max-Age=0');
  }

  #told(proof) {
    return { engagement: this.who.engagement, auditorId: this.who.auditorId, proof, idleIn: 900, endsIn: 28_800 };
  }
}

/** What is set under the cookie's name. */
export function cookie(answer) {
  return answer.cookie === null ? {} : { 'Set-Cookie': `${NAME}=${answer.cookie}` };
}

function secretIn(headers) {
  return new RegExp(`(?:^|; )${NAME}=([0-9a-f]+)`).exec(headers.cookie ?? '')?.[1];
}
