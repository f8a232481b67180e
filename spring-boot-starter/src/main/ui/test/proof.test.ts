import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concat, fromBase64, sha256, toBase64, toBase64Url, utf8 } from '../src/shared/bytes';
import { parseCheckpoint } from '../src/shared/checkpoint';
import { isIncluded, leafHash } from '../src/shared/merkle';
import { holds, verifyProof } from '../src/shared/proof';
import type { Proof, QualityRecord } from '../src/shared/types';

const VECTORS = new URL('../../../../../core/src/test/resources/vectors/merkle/inclusion/', import.meta.url);

interface Vector {
  leafIdx: number;
  treeSize: number;
  root: string | null;
  leafHash: string | null;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}

const vectors = readdirSync(VECTORS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({
    name,
    // Numbers beyond 2^53 lose digits here, and are refused all the same.
    vector: JSON.parse(readFileSync(new URL(encodeURI(name).replaceAll('#', '%23'), VECTORS), 'utf8')) as Vector,
  }));

describe('an inclusion proof of the published vectors', () => {
  test('exists in good number', () => expect(vectors.length).toBeGreaterThan(60));

  test.each(vectors)('$name', async ({ vector }) => {
    const included = await isIncluded(
      fromBase64(vector.leafHash ?? ''),
      vector.leafIdx,
      vector.treeSize,
      (vector.proof ?? []).map(fromBase64),
      fromBase64(vector.root ?? ''),
    );
    expect(included).toBe(!vector.wantErr);
  });
});

/** A ledger of three entries with a key of its own, of which the second is the record. */
async function ledger() {
  const record: QualityRecord = {
    id: 'IQC/2026/1',
    version: 1,
    recordedAt: '2026-04-15T08:30:00.000Z',
    leafIndex: 1,
    hidden: 1,
    type: 'incoming-inspection',
    title: '熔喷布进货检验',
    measurements: [{ characteristic: 'BFE', results: ['98.70'], verdict: 'conforming' }],
    attributes: { supplier: '华东' },
    attachments: [],
  };
  const disclose = (name: string, value: unknown) => toBase64Url(utf8(JSON.stringify(['c2FsdHNhbHRzYWx0c2FsdA', name, value])));
  const disclosures = [
    disclose('attributes/supplier', record.attributes.supplier),
    // Its neighbour measurements/0 is masked.
    disclose('measurements/1', record.measurements[0]),
    disclose('title', record.title),
    disclose('type', record.type),
  ];
  const digests = [];
  for (const one of [...disclosures, disclose('measurements/0', { characteristic: 'PFE' })]) {
    digests.push(toBase64Url(await sha256(utf8(one))));
  }
  const leaf = JSON.stringify({ _sd: digests.sort(), subject: record.id, version: 1 });
  const hash = await leafHash(utf8(leaf));
  const [before, after] = [await leafHash(utf8('before')), await leafHash(utf8('after'))];
  const root = await node(await node(before, hash), after);
  const signed = `example.com/log\n3\n${toBase64(root)}\n`;
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const key = concat(Uint8Array.of(1), new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const keyId = (await sha256(concat(utf8('example.com/log\n'), key))).slice(0, 4);
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, utf8(signed)));
  const proof: Proof = {
    id: record.id,
    version: 1,
    leafIndex: 1,
    leaf,
    leafHash: toBase64(hash),
    disclosures,
    treeSize: 3,
    path: [toBase64(before), toBase64(after)],
    checkpoint: `${signed}\n— example.com/log ${toBase64(concat(keyId, signature))}\n`,
  };
  const hex = Array.from(keyId, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { record, proof, key: `example.com/log+${hex}+${toBase64(key)}` };
}

async function node(left: Uint8Array, right: Uint8Array) {
  return sha256(concat(Uint8Array.of(1), left, right));
}

describe('the proof of a record on the page', () => {
  test('holds with a masked field left out', async () => {
    const { record, proof, key } = await ledger();
    const result = await verifyProof(proof, record, [key]);
    expect(result).toMatchObject({ leaf: true, included: true, disclosed: true, shown: true, signature: 'holds' });
    expect(holds(result)).toBe(true);
  });

  test('holds with what is said beside the fields, which is not in the ledger', async () => {
    const { record, proof, key } = await ledger();
    const said = { ...record, attachmentTexts: [{ name: 'a.pdf', searchable: 'yes' as const }] };
    expect(await verifyProof(proof, said, [key])).toMatchObject({ shown: true });
  });

  test('says that no published key signed the checkpoint', async () => {
    const { record, proof } = await ledger();
    expect((await verifyProof(proof, record, [])).signature).toBe('no-key');
  });

  test('names what fails', async () => {
    const { record, proof, key } = await ledger();
    const other = (change: Partial<QualityRecord>) => verifyProof(proof, { ...record, ...change }, [key]);
    expect(await other({ title: '另一个标题' })).toMatchObject({ shown: false, included: true });
    expect(await other({ version: 2 })).toMatchObject({ leaf: false });
    expect(await other({ site: 'S1' })).toMatchObject({ shown: false });
    const altered = (change: Partial<Proof>) => verifyProof({ ...proof, ...change }, record, [key]);
    expect(await altered({ leafIndex: 0 })).toMatchObject({ included: false });
    expect(await altered({ treeSize: 4 })).toMatchObject({ included: false });
    expect(await altered({ leaf: proof.leaf.replace('2026', '2025') })).toMatchObject({ leaf: false, included: false });
    expect(await altered({ disclosures: [...proof.disclosures, 'e30'] })).toMatchObject({ disclosed: false });
    const forged = proof.checkpoint.replace('\n3\n', '\n4\n');
    const result = await altered({ checkpoint: forged, treeSize: 4 });
    expect(result.signature).toBe('fails');
    expect(holds(result)).toBe(false);
  });
});

describe('a checkpoint', () => {
  test('that is no signed note is refused', () => {
    for (const text of ['', 'a\n1\nAAAA\n', 'a\nx\nAAAA\n\n— a AAAAAAAA\n', 'a\n1\nAAAA\n\n- a AAAAAAAA\n']) {
      expect(() => parseCheckpoint(text), JSON.stringify(text)).toThrow();
    }
  });
});
