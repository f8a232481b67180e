import { type Call, Http, type Problem } from '../shared/http';
import type { PageSession } from '../shared/types';
import { Stay } from './stay';

/** How a stay is over: left by the person, or ended by time or by the maker. */
export type Ended = 'left' | 'ended';

/** What the pages tell of whoever is in: nothing yet, a session, or how the last one ended. */
export type Inside = { session: PageSession; closing: number | null } | { session: null; ended: Ended | null };

/** A browser that does not keep the cookie lets nobody in. */
export class CookieRefusal extends Error {}

const TICK = 10_000;
const PROOF = 'Audit-Session-Proof';
const UNATTENDED = 'Audit-Unattended';
const PATTERN = /^ra_[0-9A-Za-z]{49}$/;

let inside: Inside = { session: null, ended: null };
const stay = new Stay(Date.now);
const listeners = new Set<(inside: Inside) => void>();

export function isToken(text: string): boolean {
  return PATTERN.test(text);
}

/** Tells of every change; a listener is told at once how it is. */
export function onInside(listener: (inside: Inside) => void): () => void {
  listeners.add(listener);
  listener(inside);
  return () => listeners.delete(listener);
}

function become(now: Inside): void {
  inside = now;
  listeners.forEach((listener) => listener(inside));
}

function entered(session: PageSession): void {
  stay.told(session);
  const closing = stay.soon();
  const before = inside.session;
  if (before === null || before.proof !== session.proof || inside.session === null || inside.closing !== closing) {
    become({ session, closing });
  }
}

function over(ended: Ended): void {
  if (inside.session !== null) {
    become({ session: null, ended });
  }
}

/** Asks the server who is in. Whoever asks by hand keeps the session alive by it. */
async function ask(headers: Record<string, string>): Promise<PageSession | null> {
  const response = await open.raw('session', { headers });
  return response.status === 204 ? null : ((await response.json()) as PageSession);
}

/** Looks whether the browser is in already, as after a reload. */
export async function begin(): Promise<void> {
  const session = await ask({});
  if (session !== null) {
    entered(session);
  }
}

/** Shows that somebody is there. */
export async function goOn(): Promise<void> {
  stay.input();
  stay.used();
  const session = await ask({});
  session === null ? over('ended') : entered(session);
}

async function look(): Promise<void> {
  const session = await ask({ [UNATTENDED]: 'true' });
  session === null ? over('ended') : entered(session);
}

/** Comes in: what is sent says by what. The server answers with a cookie this script never sees. */
export async function comeIn(body: unknown, headers: Record<string, string> = {}): Promise<void> {
  const { value } = await open.json<PageSession>('session', { method: 'POST', body, headers });
  stay.input();
  stay.used();
  if ((await ask({})) === null) {
    throw new CookieRefusal();
  }
  entered(value);
}

export async function signOut(): Promise<void> {
  await endpoint.raw('session', { method: 'DELETE' });
  over('left');
}

function headersOf(method: string, call: Call): Record<string, string> {
  const headers: Record<string, string> = {};
  if (method !== 'GET' && inside.session !== null) {
    headers[PROOF] = inside.session.proof;
  }
  if (!stay.attended()) {
    headers[UNATTENDED] = 'true';
  } else if (call.headers?.[UNATTENDED] === undefined) {
    stay.used();
  }
  return headers;
}

/** Another tab may have come in anew, and then this one's proof is of a session that is no more. */
async function renewed(problem: Problem): Promise<boolean> {
  if (problem.document?.type !== 'urn:remote-audit:problem:session-proof-missing') {
    return false;
  }
  await look();
  return inside.session !== null;
}

/** The audit endpoint, seen from the page at `/audit/ui/`. */
export const endpoint = new Http('../v1/', headersOf, () => over('ended'), renewed);

/** What of the endpoint is there for those who are not in yet. */
export const open = new Http('../v1/', () => ({}));

/** The host's open description beside the endpoint. */
export const wellKnown = new Http('../../.well-known/', () => ({}));

/** Says of a request that nobody asked for it: what stays open by itself. */
export const BY_ITSELF = { [UNATTENDED]: 'true' };

async function tick(): Promise<void> {
  if (inside.session === null) {
    return;
  }
  if (stay.worthTelling()) {
    await goOn();
  } else if (stay.soon() !== null) {
    await look();
  }
}

for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
  addEventListener(kind, () => stay.input(), { passive: true, capture: true });
}
// What cannot be asked now is asked at the next tick.
setInterval(() => void tick().catch(() => undefined), TICK);
