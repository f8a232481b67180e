import { currentLanguage } from './i18n';
import type { ProblemDocument } from './types';

/** A failure the other side explained, or the lack of an answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly document: ProblemDocument | null,
    readonly retryAfter: number | null = null,
  ) {
    super(document?.detail ?? `HTTP ${status}`);
    this.name = 'Problem';
  }
}

export interface Call {
  /** Sent as it is, instead of `body`. */
  file?: Blob;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** Whether to wait and ask again when there were too many requests; so it is unless this is false. */
  patient?: boolean;
}

export interface Reply<T> {
  value: T;
  headers: Headers;
}

const PATIENCE = 2;

/** Speaks to one service: its address relative to the page, and the headers each call carries. */
export class Http {
  constructor(
    private readonly base: string,
    private readonly headers: (method: string, call: Call) => Record<string, string>,
    private readonly onUnauthenticated: () => void = () => undefined,
    /** Whether what a call was refused for is put right now, so that it is worth sending once more. */
    private readonly putRight: (problem: Problem) => Promise<boolean> = () => Promise.resolve(false),
  ) {}

  /** A call's answer as it comes; a problem document becomes a thrown `Problem`. Waits out a 429 for reads. */
  async raw(path: string, call: Call = {}): Promise<Response> {
    const method = call.method ?? 'GET';
    let tried = false;
    for (let attempt = 0; ; attempt++) {
      const response = await this.once(path, method, call);
      if (response.ok) {
        return response;
      }
      const problem = await problemOf(response);
      const wait = problem.retryAfter ?? 1;
      const again = method === 'GET' && call.patient !== false && attempt < PATIENCE;
      if (response.status === 429 && again && wait <= 20) {
        await sleep(wait * 1000, call.signal);
        continue;
      }
      if (!tried && (await this.putRight(problem))) {
        tried = true;
        continue;
      }
      if (response.status === 401) {
        this.onUnauthenticated();
      }
      throw problem;
    }
  }

  async json<T>(path: string, call: Call = {}): Promise<Reply<T>> {
    const response = await this.raw(path, call);
    return { value: (await response.json()) as T, headers: response.headers };
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await this.json<T>(path, { signal })).value;
  }

  private async once(path: string, method: string, call: Call): Promise<Response> {
    const headers: Record<string, string> = {
      'Accept-Language': currentLanguage(),
      ...this.headers(method, call),
      ...call.headers,
    };
    const init: RequestInit = { method, headers, cache: 'no-store', redirect: 'manual' };
    if (call.file) {
      headers['Content-Type'] = call.file.type || 'application/octet-stream';
      init.body = call.file;
    } else if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(call.body);
    }
    if (call.signal) {
      init.signal = call.signal;
    }
    try {
      const response = await fetch(this.base + path, init);
      // Only a login page redirects here: the host's session is over.
      if (response.type === 'opaqueredirect') {
        this.onUnauthenticated();
        throw new Problem(401, null);
      }
      return response;
    } catch (failure) {
      if (failure instanceof Problem || isAbort(failure)) {
        throw failure;
      }
      throw new Problem(0, null);
    }
  }
}

async function problemOf(response: Response): Promise<Problem> {
  let document: ProblemDocument | null = null;
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    document = await response.json().catch(() => null);
  } else {
    await response.body?.cancel();
  }
  const retryAfter = Number(response.headers.get('Retry-After') ?? NaN);
  return new Problem(response.status, document, Number.isFinite(retryAfter) ? retryAfter : null);
}

/** Waits; an abort ends the wait with an `AbortError`. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(new DOMException('aborted', 'AbortError'));
    };
    if (signal?.aborted) {
      reject(new DOMException('aborted', 'AbortError'));
      return;
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

export function isAbort(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'AbortError';
}

/** A new key for one thing to be done. `randomUUID` is missing where the page is not served securely. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
