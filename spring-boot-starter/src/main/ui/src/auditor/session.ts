import { segment } from '../shared/address';
import { Http } from '../shared/http';

const KEY = 'remote-audit.token';
/** Where the engagement is kept whose passkey gave the token, since leaving ends such a token. */
const PASSKEY = 'remote-audit.passkey';
const PATTERN = /^ra_[0-9A-Za-z]{49}$/;

let token: string | null = stored(KEY);
let passkeyOf: string | null = stored(PASSKEY);
const listeners = new Set<(reason: SignOut | null) => void>();

export type SignOut = 'left' | 'refused';

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Storage is switched off: the token then lasts as long as the page.
    return null;
  }
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, value);
    }
  } catch {
    // As above.
  }
}

export function isToken(text: string): boolean {
  return PATTERN.test(text);
}

export function signedIn(): boolean {
  return token !== null;
}

/** Comes in with a token; with the engagement if a passkey gave it. */
export function signIn(value: string, engagement: string | null = null): void {
  token = value;
  passkeyOf = engagement;
  store(KEY, value);
  store(PASSKEY, engagement);
  listeners.forEach((listener) => listener(null));
}

export function signOut(reason: SignOut): void {
  if (reason === 'left' && token !== null && passkeyOf !== null) {
    const headers = { Authorization: `Bearer ${token}` };
    // Where this cannot be told, the token is forgotten here all the same and ends by itself.
    open.raw(`engagements/${segment(passkeyOf)}/session`, { method: 'DELETE', headers }).catch(() => undefined);
  }
  token = null;
  passkeyOf = null;
  store(KEY, null);
  store(PASSKEY, null);
  listeners.forEach((listener) => listener(reason));
}

/** Tells when somebody signed in (null) or out. */
export function onSession(listener: (reason: SignOut | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The audit endpoint, seen from the page at `/audit/ui/`. */
export const endpoint = new Http(
  '../v1/',
  (): Record<string, string> => (token === null ? {} : { Authorization: `Bearer ${token}` }),
  () => signOut('refused'),
);

/** What of the endpoint is there for those who have no token yet. */
export const open = new Http('../v1/', () => ({}));

/** The host's open description beside the endpoint. */
export const wellKnown = new Http('../../.well-known/', () => ({}));
