import { equal, fromBase64, fromBase64Url, sha256, toBase64Url, utf8 } from './bytes';
import { type Checkpoint, checkSignature, parseCheckpoint, type SignatureCheck } from './checkpoint';
import { isIncluded, leafHash } from './merkle';
import type { Proof, QualityRecord } from './types';

/** What was looked at, each by itself, so that a failure can be named. */
export interface ProofResult {
  checkpoint: Checkpoint | null;
  /** The leaf names this record and version, and hashes to what was given. */
  leaf: boolean;
  /** The path leads from the leaf to the checkpoint's root. */
  included: boolean;
  /** Each disclosed field's digest stands in the leaf. */
  disclosed: boolean;
  /** The disclosed fields are those on the page. */
  shown: boolean;
  signature: SignatureCheck;
}

export function holds(result: ProofResult): boolean {
  return (
    result.leaf && result.included && result.disclosed && result.shown && result.signature !== 'fails'
  );
}

/** Checks a proof against the record as shown; `keys` are the ledger's verifier keys the host publishes. */
export async function verifyProof(proof: Proof, record: QualityRecord, keys: string[]): Promise<ProofResult> {
  let checkpoint: Checkpoint | null = null;
  try {
    checkpoint = parseCheckpoint(proof.checkpoint);
  } catch {
    return { checkpoint, leaf: false, included: false, disclosed: false, shown: false, signature: 'no-key' };
  }
  const hash = await leafHash(utf8(proof.leaf));
  const leaf = parseLeaf(proof.leaf);
  const fields = await disclosedFields(proof.disclosures, leaf?.digests ?? new Set());
  return {
    checkpoint,
    leaf:
      equal(hash, fromBase64(proof.leafHash)) &&
      leaf !== null &&
      leaf.subject === record.id &&
      leaf.version === record.version,
    included:
      checkpoint.size === proof.treeSize &&
      (await isIncluded(hash, proof.leafIndex, proof.treeSize, proof.path.map(fromBase64), checkpoint.root)),
    disclosed: fields !== null,
    shown: fields !== null && same(fields, shownFields(record)),
    signature: await checkSignature(checkpoint, keys),
  };
}

function parseLeaf(text: string): { subject: unknown; version: unknown; digests: Set<string> } | null {
  try {
    const leaf = JSON.parse(text);
    return { subject: leaf.subject, version: leaf.version, digests: new Set(leaf._sd) };
  } catch {
    return null;
  }
}

/** The fields by name, or null if one is malformed or not in the leaf. RFC 9901: the digest is over the text as sent. */
async function disclosedFields(disclosures: string[], digests: Set<string>): Promise<Map<string, unknown> | null> {
  const fields = new Map<string, unknown>();
  for (const disclosure of disclosures) {
    if (!digests.has(toBase64Url(await sha256(utf8(disclosure))))) {
      return null;
    }
    try {
      const [, name, value] = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(disclosure)));
      if (typeof name !== 'string' || fields.has(name)) {
        return null;
      }
      fields.set(name, value);
    } catch {
      return null;
    }
  }
  return fields;
}

const ENVELOPE = new Set([
  'id',
  'version',
  'recordedAt',
  'leafIndex',
  'hidden',
  'marks',
  'measurements',
  'attributes',
  'attachments',
  'attachmentTexts',
]);

/**
 * A record's fields by their disclosures' names. The wire closes the gaps a hidden measurement leaves, so lists are
 * compared in order, not by number.
 */
function shownFields(record: QualityRecord): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(record)) {
    if (!ENVELOPE.has(name) && value !== undefined) {
      fields.set(name, value);
    }
  }
  for (const [name, value] of Object.entries(record.attributes)) {
    fields.set(`attributes/${name}`, value);
  }
  record.measurements.forEach((value, i) => fields.set(`measurements/${i}`, value));
  record.attachments.forEach((value, i) => fields.set(`attachments/${i}`, value));
  return fields;
}

function same(disclosed: Map<string, unknown>, shown: Map<string, unknown>): boolean {
  return canonical(closeGaps(disclosed)) === canonical(shown);
}

function closeGaps(fields: Map<string, unknown>): Map<string, unknown> {
  const closed = new Map<string, unknown>();
  for (const [name, value] of fields) {
    if (!/^(measurements|attachments)\//.test(name)) {
      closed.set(name, value);
    }
  }
  for (const list of ['measurements', 'attachments']) {
    [...fields]
      .filter(([name]) => name.startsWith(`${list}/`))
      .sort(([left], [right]) => Number(left.slice(list.length + 1)) - Number(right.slice(list.length + 1)))
      .forEach(([, value], i) => closed.set(`${list}/${i}`, value));
  }
  return closed;
}

function canonical(value: unknown): string {
  if (value instanceof Map) {
    return canonical(Object.fromEntries(value));
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
