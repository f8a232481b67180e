import { type Bytes, sha256, toHex } from './bytes';
import { type Http, Problem, sleep } from './http';

const ATTEMPTS = 4;
/** Above this a digest over the whole would need too much memory beside the file itself. */
const DIGEST_LIMIT = 512 * 1024 * 1024;

export type DigestCheck = 'matches' | 'differs' | 'unchecked';

/**
 * Fetches a file, which a plain link could too. Unlike a link it goes on where a connection broke off, and checks the digest
 * before the file is handed over.
 */
export async function download(
  http: Http,
  path: string,
  expected: string | undefined,
  onProgress: (done: number, total: number | null) => void,
): Promise<{ blob: Blob; digest: DigestCheck }> {
  const pieces: Bytes[] = [];
  let done = 0;
  let total: number | null = null;
  let tag: string | null = null;
  for (let attempt = 0; ; attempt++) {
    try {
      const range: Record<string, string> = done > 0 && tag ? { Range: `bytes=${done}-`, 'If-Range': tag } : {};
      const response: Response = await http.raw(path, { headers: range });
      if (response.status !== 206) {
        pieces.length = 0;
        done = 0;
        const length = response.headers.get('Content-Length');
        total = length === null ? null : Number(length);
        tag = response.headers.get('ETag');
      }
      const reader = response.body!.getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        pieces.push(piece.value);
        done += piece.value.length;
        onProgress(done, total);
      }
      if (total !== null && done < total) {
        throw new Problem(0, null);
      }
      break;
    } catch (failure) {
      const broken = failure instanceof TypeError || (failure instanceof Problem && failure.status === 0);
      if (!broken || attempt + 1 >= ATTEMPTS) {
        throw failure instanceof TypeError ? new Problem(0, null) : failure;
      }
      await sleep(1000 * 2 ** attempt);
    }
  }
  const blob = new Blob(pieces);
  return { blob, digest: await check(blob, expected) };
}

async function check(blob: Blob, expected: string | undefined): Promise<DigestCheck> {
  if (!expected || !globalThis.crypto?.subtle || blob.size > DIGEST_LIMIT) {
    return 'unchecked';
  }
  const digest = toHex(await sha256(new Uint8Array(await blob.arrayBuffer())));
  return digest === expected ? 'matches' : 'differs';
}

/** Hands a file to the browser's own saving. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
