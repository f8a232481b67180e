// A small made-up maker for working on the pages without the Java side: its records and a true ledger over them.
// Part of no build.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** A ledger in memory: leaves, paths and signed checkpoints as the real one has them. */
export class Ledger {
  origin = 'qms.example.com/remote-audit';
  #leaves = [];
  // The header of PKCS#8 for Ed25519, and a seed that protects nothing.
  #key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256('mock')]),
    format: 'der',
    type: 'pkcs8',
  });

  get size() {
    return this.#leaves.length;
  }

  append(leaf) {
    this.#leaves.push(sha256(LEAF, leaf));
    return this.#leaves.length - 1;
  }

  hash(index) {
    return this.#leaves[index].toString('base64');
  }

  root(from = 0, to = this.size) {
    if (to - from === 1) {
      return this.#leaves[from];
    }
    const middle = from + split(to - from);
    return sha256(NODE, this.root(from, middle), this.root(middle, to));
  }

  path(index, from = 0, to = this.size) {
    if (to - from === 1) {
      return [];
    }
    const middle = from + split(to - from);
    return index < middle
      ? [...this.path(index, from, middle), this.root(middle, to).toString('base64')]
      : [...this.path(index, middle, to), this.root(from, middle).toString('base64')];
  }

  #typedKey() {
    const der = createPublicKey(this.#key).export({ format: 'der', type: 'spki' });
    return Buffer.concat([Buffer.of(1), der.subarray(-32)]);
  }

  #keyId() {
    return sha256(`${this.origin}\n`, this.#typedKey()).subarray(0, 4);
  }

  get key() {
    return `${this.origin}+${this.#keyId().toString('hex')}+${this.#typedKey().toString('base64')}`;
  }

  checkpoint() {
    const text = `${this.origin}\n${this.size}\n${this.root().toString('base64')}\n`;
    const signature = Buffer.concat([this.#keyId(), sign(null, Buffer.from(text), this.#key)]);
    return `${text}\n— ${this.origin} ${signature.toString('base64')}\n`;
  }
}

function split(n) {
  let half = 1;
  while (half * 2 < n) {
    half *= 2;
  }
  return half;
}

const KINDS = [
  ['incoming-inspection', '熔喷布进货检验 Melt-blown fabric incoming inspection', 'S1', '医用外科口罩'],
  ['finished-goods-test', '成品检验：细菌过滤效率与压差 BFE and differential pressure', 'S1', '医用外科口罩'],
  ['sterilization-load', '环氧乙烷灭菌批记录 EO sterilization load', 'S2', '医用防护口罩'],
  ['lot-release', '批放行 Lot release', 'S1', '医用外科口罩'],
  ['nonconforming-product', '不合格品处置：耳带断裂强力 Ear-loop breaking force', 'S2', '医用防护口罩'],
  ['calibration', '过滤效率测试仪校准 Calibration of the filtration tester', 'S1', undefined],
];

/** Sixty records in a ledger, some in two versions; one field of each is masked. */
export function records(ledger) {
  const all = [];
  for (let i = 0; i < 60; i++) {
    const id = `REC/2026/${String(i + 1).padStart(4, '0')}`;
    const record = content(i);
    const file = Buffer.from(`检验报告 ${i + 1}\n`.repeat(50));
    const digest = sha256(file).toString('hex');
    record.attachments = [{ name: `报告-${i + 1}.txt`, mediaType: 'text/plain', size: file.length, sha256: digest }];
    const scanned = i % 7 === 3;
    record.attachmentTexts = [
      scanned
        ? { name: `报告-${i + 1}.txt`, searchable: 'no', reason: 'no-text', message: '文件中没有文字（例如扫描件）' }
        : { name: `报告-${i + 1}.txt`, searchable: 'yes' },
    ];
    all.push({ ...entry(ledger, id, 1, record), file });
    if (i % 9 === 0) {
      const change = { reason: '更正笔误', changedBy: { name: '陈静', role: '质量负责人' } };
      all.push({ ...entry(ledger, id, 2, { ...record, title: `${record.title}（更正）`, change }), file });
    }
  }
  return all;
}

function content(i) {
  const [type, title, site, productFamily] = KINDS[i % KINDS.length];
  const bfe = 94 + ((i * 37) % 59) / 10;
  const tested = type !== 'calibration' && type !== 'lot-release';
  return {
    type,
    title: `${title} ${i + 1}`,
    site,
    ...(productFamily && { productFamily }),
    lots: [`2026${i + 100}-0${(i % 3) + 1}`],
    standards: i % 2 ? ['YY 0469-2023'] : ['YY 0469-2023', 'GB 19083-2023'],
    clauses: ['ISO 13485:2016 8.2.6'],
    performedBy: { name: i % 2 ? '李梅' : '王强', role: '检验员' },
    reviewedBy: { name: '陈静', role: '质量负责人' },
    occurredAt: `${new Date(Date.UTC(2026, 0, 5 + i * 3, 1, 30)).toISOString().slice(0, 19)}+08:00`,
    measurements: tested ? [filtration(bfe), PRESSURE] : [],
    attributes: {
      inspectionNo: `IQC-${1000 + i}`,
      sampleSize: 5,
      // What a hostile or careless import might hold: it must come out as these very characters.
      remark: i % 7 === 0 ? '<img src=x onerror="alert(1)"> \u202etxt.exe' : '外观正常',
    },
  };
}

function filtration(lowest) {
  return {
    characteristic: 'BFE',
    results: [0, 0.6, 1.1].map((more) => (lowest + more).toFixed(2)),
    unit: '%',
    statistic: 'min',
    value: lowest.toFixed(2),
    limit: { operator: '>=', value: '95' },
    verdict: lowest < 95 ? 'nonconforming' : 'conforming',
    standard: 'YY 0469-2023',
    method: '5.6.1',
    instrument: 'FT-0007',
  };
}

const PRESSURE = {
  characteristic: 'PRESSURE-DROP',
  results: ['38.2', '41.0', '39.7'],
  unit: 'Pa',
  statistic: 'max',
  value: '41.0',
  limit: { operator: '<=', value: '49' },
  verdict: 'conforming',
  standard: 'YY 0469-2023',
};

function entry(ledger, id, version, fields) {
  const { measurements, attributes, attachments, attachmentTexts: _, ...envelope } = fields;
  const named = [
    ...Object.entries(envelope),
    ...measurements.map((one, i) => [`measurements/${i}`, one]),
    ...Object.entries(attributes).map(([name, value]) => [`attributes/${name}`, value]),
    ...attachments.map((one, i) => [`attachments/${i}`, one]),
  ];
  const salt = (name) => sha256(id, String(version), name).subarray(0, 16).toString('base64url');
  const disclose = ([name, value]) => Buffer.from(JSON.stringify([salt(name), name, value])).toString('base64url');
  const disclosures = named.map(disclose);
  const masked = disclose(['attributes/price', '12.40']);
  const recordedAt = new Date(Date.parse(fields.occurredAt) + version * 3_600_000).toISOString();
  const leaf = JSON.stringify({
    _sd: [...disclosures, masked].map((one) => sha256(one).toString('base64url')).sort(),
    _sd_alg: 'sha-256',
    at: recordedAt,
    kind: 'record',
    subject: id,
    version,
  });
  const leafIndex = ledger.append(leaf);
  return { record: { id, version, recordedAt, leafIndex, hidden: 1, ...fields }, leaf, disclosures };
}
