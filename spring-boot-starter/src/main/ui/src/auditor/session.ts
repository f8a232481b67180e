import { Http } from '../shared/http';

const KEY = 'remote-audit.token';
const PATTERN = /^ra_[0-9A-Za-z]{49}$/;

let token: string | null = stored();
const listeners = new Set<(reason: SignOut | null) => void>();

export type SignOut = 'left' | 'refused';

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    // Storage is switched off: the token then lasts as long as the page.
    return null;
  }
}

export function isToken(text: string): boolean {
  return PATTERN.test(text);
}

export function signedIn(): boolean {
  return token !== null;
}

export function signIn(value: string): void {
  token = value;
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // As above.
  }
  listeners.forEach((listener) => listener(null));
}

export function signOut(reason: SignOut): void {
  token = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
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
