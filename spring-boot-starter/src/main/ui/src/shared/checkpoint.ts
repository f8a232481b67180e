import { type Bytes, concat, equal, fromBase64, sha256, utf8 } from './bytes';

/** A C2SP tlog-checkpoint in its signed note. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
  /** What the signatures are over. */
  signed: string;
  signatures: { name: string; keyId: Bytes; signature: Bytes }[];
}

/** Reads a signed note; throws if it is not one. */
export function parseCheckpoint(note: string): Checkpoint {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) {
    throw new Error('The checkpoint is not a signed note.');
  }
  const signed = note.slice(0, end + 1);
  const [origin, size, root] = signed.split('\n');
  if (!origin || !size || !root || !/^(0|[1-9][0-9]{0,15})$/.test(size)) {
    throw new Error('The checkpoint has no origin, size and root.');
  }
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map((line) => {
      const match = /^— (\S+) (\S+)$/.exec(line);
      const bytes = match ? fromBase64(match[2]!) : new Uint8Array();
      if (!match || bytes.length < 5) {
        throw new Error('A signature line of the checkpoint is malformed.');
      }
      return { name: match[1]!, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
    });
  return { origin, size: Number(size), root: fromBase64(root), signed, signatures };
}

/** `no-key`: none of the keys signed it. `unable`: this browser cannot check Ed25519. */
export type SignatureCheck = 'holds' | 'fails' | 'no-key' | 'unable';

/** Checks a checkpoint against verifier keys as C2SP signed-note writes them: `name+hash+base64`. */
export async function checkSignature(checkpoint: Checkpoint, keys: string[]): Promise<SignatureCheck> {
  for (const key of keys) {
    const match = /^(\S+?)\+([0-9a-f]{8})\+(\S+)$/.exec(key);
    if (!match) {
      continue;
    }
    const name = match[1]!;
    const typed = fromBase64(match[3]!);
    const keyId = (await sha256(concat(utf8(`${name}\n`), typed))).slice(0, 4);
    // 1 is Ed25519, the only kind a ledger signs its own checkpoints with.
    if (name !== checkpoint.origin || typed[0] !== 1 || typed.length !== 33) {
      continue;
    }
    const line = checkpoint.signatures.find((one) => one.name === name && equal(one.keyId, keyId));
    if (!line) {
      continue;
    }
    let publicKey: CryptoKey;
    try {
      publicKey = await crypto.subtle.importKey('raw', typed.slice(1), { name: 'Ed25519' }, false, ['verify']);
    } catch {
      return 'unable';
    }
    const holds = await crypto.subtle.verify({ name: 'Ed25519' }, publicKey, line.signature, utf8(checkpoint.signed));
    return holds ? 'holds' : 'fails';
  }
  return 'no-key';
}
