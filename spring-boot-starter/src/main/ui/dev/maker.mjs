// What the made-up maker knows and how its two doors answer, as `openapi.yaml` and `AuditDesk` say. Part of no build.
import { Consents } from './consents.mjs';
import { Findings } from './findings.mjs';
import { dossier, trace } from './lots.mjs';
import { Passkeys } from './passkeys.mjs';
import { Sessions } from './session.mjs';
import { Preparation } from './preparation.mjs';
import { Sources } from './sources.mjs';
import { Ledger, records, sha256 } from './factory.mjs';

export const TOKEN = `ra_${'A'.repeat(49)}`;
const INVITATION = `ri_${'B'.repeat(49)}`;
const CODE = 'K7M4Q2XZ';
const ENGAGEMENT = 'ENG-2026-001';
const FILE = Buffer.alloc(3_000_000, 'asice');

export class Refusal extends Error {
  constructor(status, code, title, detail, errors) {
    super(detail);
    this.document = { type: 'urn:remote-audit:problem:mock', title, status, code, detail, ...(errors && { errors }) };
  }
}

/** Bytes instead of JSON. */
export class File {
  constructor(bytes, type) {
    this.bytes = bytes;
    this.type = type;
  }
}

/** The stream of new messages. */
export const STREAM = Symbol('stream');

const page = (items) => ({ items, total: items.length, nextCursor: null });
const missing = () => new Refusal(404, 'RA-0704', '未找到', '没有您可以查看的此项内容。');
const now = () => new Date().toISOString();

const STAGES = { 'incoming-inspection': 'purchasing', 'finished-goods-inspection': 'inspection' };

const FACETS = {
  stage: (record) => [STAGES[record.type] ?? 'production'],
  characteristic: (record) => [...new Set(record.measurements.map((one) => one.characteristic))],
  clause: (record) => record.clauses ?? [],
  supplier: (record) => (record.attributes?.supplierId ? [record.attributes.supplierId] : []),
  type: (record) => [record.type],
  site: (record) => [record.site],
  productFamily: (record) => (record.productFamily ? [record.productFamily] : []),
  standard: (record) => record.standards,
  verdict: (record) => [...new Set(record.measurements.map((one) => one.verdict))].sort().reverse().slice(0, 1),
  month: (record) => [record.occurredAt.slice(0, 7)],
};

/** An index from which one version is missing until it is rebuilt. */
class SearchIndex {
  static #REBUILDING = 2500;
  static #CHECKING = 1500;

  #builtAt = -Infinity;
  #checkedAt = null;
  #sound = false;

  answer(what, size) {
    const at = Date.now();
    if (what === 'rebuild') {
      this.#builtAt = at;
      this.#sound = true;
    } else if (what === 'check') {
      this.#checkedAt = at;
    }
    const built = (at - this.#builtAt) / SearchIndex.#REBUILDING;
    const compared = this.#checkedAt && (at - this.#checkedAt) / SearchIndex.#CHECKING;
    const building = { beside: true, builtSize: Math.floor(size * built), since: now(), perSecond: 5000, remainingSeconds: 2 };
    const differences = this.#checkedAt > this.#builtAt && this.#sound ? [] : [{ record: 'IQC-1', version: 1, message: '索引中没有此版本' }];
    return {
      indexedSize: size,
      ledgerSize: size,
      ...(built < 1 && { building }),
      check: {
        failed: false,
        ...(compared !== null && compared < 1 && { reached: Math.floor(size * compared) }),
        ...(compared >= 1 && {
          last: {
            startedAt: new Date(this.#checkedAt).toISOString(),
            tookMilliseconds: SearchIndex.#CHECKING,
            indexedSize: size,
            versions: size,
            total: differences.length,
            differences,
          },
        }),
      },
    };
  }
}

export class Maker {
  ledger = new Ledger();
  entries = records(this.ledger);
  terms = {
    body: '华信认证有限公司',
    client: '洁康口罩制造有限公司',
    auditors: [{ id: 'zhao', name: '赵敏' }],
    criteria: ['ISO 13485:2016', 'YY 0469-2023'],
    scope: {
      sites: { values: ['S1', 'S2'], orAbsent: true },
      productFamilies: '*',
      recordTypes: '*',
      standards: '*',
      lots: '*',
      from: '2026-01-01',
      maskedFields: ['attributes/price'],
    },
    accessFrom: '2026-01-01T00:00:00.000Z',
    accessTo: '2027-03-01T00:00:00.000Z',
    purpose: '年度监督审核',
    auditorProfile: { kind: 'certification-body', country: 'CN' },
    conditions: {
      will: { declaredBy: '总经理 王强', declaredAt: '2025-12-20T02:00:00Z', text: '同意以远程方式接受监督审核' },
      readiness: [
        'objectives',
        'acceptance',
        'technology',
        'information',
        'limits',
        'ability',
        'differences',
        'change-of-method',
      ].map((condition) => ({ condition, met: true, checkedBy: '陈静', checkedAt: '2025-12-22T02:00:00Z' })),
      sites: [{ name: 'S1', kind: 'physical', address: '湖北省仙桃市' }],
      people: [
        { party: 'maker', name: '陈静', role: '管理者代表' },
        { party: 'body', name: '赵敏', role: '审核组长' },
      ],
      reason: { text: '周期内增加一次监督审核', risk: 'minor' },
      communication: { means: ['视频会议：首末次会议'], contingencyPlan: '改用电话，另约时间补审' },
      consent: { captures: 'ask-each-time', downloads: 'granted' },
    },
    rights: ['search', 'trace', 'ask', 'find', 'export', 'download'],
  };
  digest = sha256(JSON.stringify(this.terms)).toString('hex');
  body = null;
  revocation = null;
  suspension = null;
  outages = [];
  credentials = [];
  invitations = [];
  passkeys = new Passkeys({ engagement: ENGAGEMENT, auditorId: this.terms.auditors[0].id, token: TOKEN });
  files = new Map();
  notices = [
    {
      id: 'N-1',
      type: 'question.asked',
      questionId: `Q-${ENGAGEMENT}-0`,
      target: 'team',
      createdAt: '2026-01-03T02:00:00.000Z',
      attempts: 8,
      failure: 'HTTP 503',
    },
  ];
  sessions = new Sessions(this.passkeys.who);
  questions = [];
  drafts = new Map();
  notes = new Map();
  assignees = new Map();
  exports = [];
  access = [];
  streams = new Set();
  found = new Findings(this.ledger);
  consents = new Consents();
  sources = new Sources();
  prepared = new Preparation(this.ledger, this.terms.client);
  index = new SearchIndex();

  describe() {
    return {
      organization: { id: 'qms.example.com', name: this.terms.client },
      endpoint: '/audit/v1',
      authentication: [{ scheme: 'Bearer' }, { scheme: 'Passkey', relyingParty: 'localhost' }],
      ledger: { origin: this.ledger.origin, keys: [this.ledger.key] },
    };
  }

  /** The auditor's door. */
  audit({ method, target, path, parameters, headers, body }) {
    if (path[0] === 'invitations') {
      return this.#redeem(body);
    }
    if (path[0] === 'passkeys') {
      return this.passkeys.comeIn(path[2], body);
    }
    if (path[0] === 'session') {
      return this.#session(method, headers, body);
    }
    const proof = this.sessions.proof(headers);
    if (headers.authorization !== `Bearer ${TOKEN}` && proof === null) {
      throw new Refusal(401, 'RA-0401', '未登录', '令牌无效、已过期或已被撤销。');
    }
    if (proof !== null && method !== 'GET' && headers['audit-session-proof'] !== proof) {
      throw new Refusal(403, 'RA-0737', '缺少会话凭证', '请重新加载页面。');
    }
    const [, id, resource, subject, part, last] = path;
    if (resource === 'passkeys') {
      return this.passkeys.answer(method, subject, body);
    }
    if (resource === 'acceptance') {
      this.body = { by: '赵敏', at: now(), digest: body.digest };
    }
    if (resource === 'ict-statement') {
      return { texts: { zh: '使用时长：1:12 小时', en: 'Hours of use: 1:12 h' } };
    }
    this.#live(resource, 'body', this.terms.auditors[0].name, body);
    if (!id || !resource || ['acceptance', 'suspension', 'resumption', 'ending', 'outages'].includes(resource)) {
      const engagement = { ...this.#engagement(), auditor: this.terms.auditors[0] };
      return id ? engagement : page([engagement]);
    }
    this.#witness(resource, subject, part, target);
    if (resource === 'organization') {
      return this.prepared.organization();
    }
    if (resource === 'plan' || resource === 'preparation') {
      return this.prepared.answer(resource, {
        method,
        part: subject,
        body,
        version: headers['if-match'],
        party: 'body',
        by: '赵敏',
      });
    }
    switch (resource) {
      case 'records':
        return subject ? this.#record(subject, part, last, parameters) : this.#search(parameters);
      case 'suggestions':
        return this.#suggest(parameters);
      case 'lots':
        return this.#lot(subject, part);
      case 'questions':
        return path[6] === 'attachments' ? this.files.get(path[7]) : this.#ask(method, subject, part, body, parameters);
      case 'findings':
        return this.#findings(method, subject, part, body, parameters);
      case 'certificates':
        return method === 'POST' ? this.found.report(body, '赵敏') : page(this.found.reports());
      case 'samples':
        return page([]);
      case 'consents':
        return method === 'POST' ? this.consents.ask(body, this.terms.auditors[0].name) : page(this.consents.list());
      case 'exports':
        return this.#export(method, subject, part, body);
      case 'consents':
        return page([]);
      case 'ledger':
        return subject === 'cosignatures' ? { items: [], total: 0 } : this.#timestamps();
      default: {
        const from = Number(parameters.get('cursor') ?? 0);
        const next = from + 50 < this.access.length ? String(from + 50) : null;
        return { items: this.access.slice(from, from + 50), total: this.access.length, nextCursor: next };
      }
    }
  }

  #lot(lot, part) {
    const newest = [...new Map(this.entries.map((one) => [one.record.id, one.record])).values()];
    const naming = newest.filter((record) => record.lots?.includes(lot));
    if (naming.length === 0) {
      throw missing();
    }
    return part === 'dossier' ? dossier(lot, naming, this.ledger.size) : trace(lot, naming, this.ledger.size);
  }

  #session(method, headers, body) {
    if (method === 'GET') {
      return this.sessions.tell(headers);
    }
    if (method === 'DELETE') {
      return this.sessions.leave(headers);
    }
    if (body.invitation) {
      this.#redeem(body);
    } else if (body.passkey) {
      this.passkeys.comeIn('', body.passkey);
    } else if (headers.authorization !== `Bearer ${TOKEN}`) {
      throw new Refusal(401, 'RA-0401', '未登录', '令牌无效、已过期或已被撤销。');
    }
    return this.sessions.enter();
  }

  #redeem(body) {
    const made = this.invitations.find((one) => one.state === 'open');
    if (!made || body.invitation !== INVITATION || body.code !== CODE) {
      throw new Refusal(403, 'RA-0731', '邀请无法兑换', '邀请或验证码不正确、已使用或已失效。');
    }
    made.state = 'redeemed';
    return { engagement: ENGAGEMENT, auditorId: made.auditorId, token: TOKEN, expiresAt: made.expiresAt };
  }

  /** The desk's door. */
  desk({ method, path, parameters, headers, body }) {
    if (method !== 'GET' && headers['x-requested-with'] !== 'remote-audit-desk') {
      throw new Refusal(403, 'RA-0703', '被拒绝', '缺少请求头 X-Requested-With。');
    }
    const [resource, id, part, credential] = path;
    switch (resource) {
      case 'session':
        return {
          name: '陈静',
          roles: ['view', 'answer', 'release', 'manage'],
          organization: { id: 'qms.example.com', name: this.terms.client },
          pendingQuestions: this.#pending().length,
          waitingFindings: this.found.view(null, 'maker').filter((one) => one.waitsFor === 'maker').length,
          overdueQuestions: 0,
          waitingConsents: this.consents.waiting(),
          sources: 2,
        };
      case 'organization':
        return method === 'PUT' ? this.prepared.keep(body, headers['if-match']) : this.prepared.organization();
      case 'consents':
        return id
          ? this.consents.decide(id, part, body, '陈静')
          : page(this.consents.list().map((one) => ({ ...one, engagement: ENGAGEMENT })));
      case 'engagements':
        if (part === 'samples') {
          return page([]);
        }
        return part === 'plan' || part === 'preparation'
          ? this.prepared.answer(part, {
              method,
              part: credential,
              item: path[4],
              body,
              version: headers['if-match'],
              party: 'maker',
              by: '陈静',
            })
          : this.#manage(id, part, credential, body);
      case 'questions':
        return id ? this.#answer(id, part, headers, body, parameters) : page(this.#inbox(parameters));
      case 'findings':
        return this.#respond(method, id, part, body, parameters);
      case 'certificates':
        return page(this.found.reports().map((one) => ({ ...one, engagement: ENGAGEMENT })));
      case 'consents':
        return page([]);
      case 'notices':
        this.notices = part === 'replay' ? this.notices.filter((one) => one.id !== id) : this.notices;
        return page(this.notices);
      case 'access':
        return page(this.access.slice(0, Number(parameters.get('limit') ?? 50)));
      case 'sources':
        return this.sources.answer({ method, path, parameters, body });
      case 'exposures':
        return page([{ year: 2026, persons: 3, engagements: 1 }]);
      case 'index':
        return this.index.answer(id, this.ledger.size);
      case 'attachment-texts': {
        const scanned = this.entries.filter(({ record }) => record.attachmentTexts[0].searchable === 'no');
        const { reason, message } = scanned[0].record.attachmentTexts[0];
        return {
          reasons: [{ reason, message, records: scanned.length }],
          items: scanned.map(({ record }) => ({ id: record.id, version: record.version, attachments: record.attachmentTexts })),
          total: scanned.length,
        };
      }
      default:
        if (id === 'timestamps') {
          return this.#timestamps('connection refused');
        }
        if (id === 'keys' && method === 'POST') {
          return { oldKey: this.ledger.key, newKey: this.ledger.key, at: now(), reason: body.reason };
        }
        if (id === 'keys') {
          return { items: [{ key: this.ledger.key, fromSize: 0 }], total: 1 };
        }
        if (id === 'check') {
          return { failed: false };
        }
        return {
          origin: this.ledger.origin,
          key: this.ledger.key,
          size: this.ledger.size,
          root: this.ledger.root().toString('base64'),
          checkpointAt: now(),
          checkpoint: this.ledger.checkpoint(),
          indexedSize: this.ledger.size,
        };
    }
  }

  #timestamps(failure) {
    const given = { ledgerSize: 40, authority: 'tsa-1', state: 'given', since: '2026-01-03T02:00:00.000Z' };
    const pending = { ledgerSize: 60, authority: 'tsa-1', state: 'pending', since: now(), failure };
    return { authorities: ['tsa-1'], newest: given, items: [pending, given], total: 2 };
  }

  #engagement() {
    const maker = { by: '质量负责人 陈静', at: '2026-01-02T02:00:00.000Z', digest: this.digest };
    return {
      id: ENGAGEMENT,
      state: this.revocation ? 'revoked' : !this.body ? 'confirmed-by-maker' : this.suspension ? 'suspended' : 'active',
      termsVersion: 1,
      digest: this.digest,
      terms: this.terms,
      acceptances: { maker, ...(this.body && { body: this.body }) },
      ...(this.suspension && { suspension: this.suspension }),
      ...(this.outages.length > 0 && { outages: this.outages }),
    };
  }

  #witness(resource, subject, part, target) {
    this.access.push({
      id: `A${this.access.length}`,
      action: resource === 'records' && !subject ? 'search' : (part ?? resource).replace(/s$/, ''),
      target,
      auditor: '赵敏',
      at: now(),
      leafIndex: this.ledger.append(`access ${this.access.length}`),
      served: { status: 200, rows: 1, bytes: 1234 },
    });
  }

  #search(parameters) {
    const q = parameters.get('q') ?? '';
    if (/[<>]=?\s*$/.test(q)) {
      const detail = '此处应有数值，检索式却已结束。 A number was expected here, but the query ends.';
      throw new Refusal(400, 'RA-0301', '检索式有误', detail, [{ parameter: 'q', position: q.length, detail }]);
    }
    refuseUnknownField(q, 'lots');
    const words = q.replace('lots:', '').split(/\s+/).filter((word) => word && !word.includes('<'));
    const limit = Number(/BFE<([\d.]+)/.exec(q)?.[1] ?? Infinity);
    const hits = [...new Map(this.entries.map((one) => [one.record.id, one.record])).values()].filter(
      (record) =>
        words.every((word) => `${record.title} ${record.lots}`.toLowerCase().includes(word.toLowerCase())) &&
        (limit === Infinity || record.measurements.some((one) => one.characteristic === 'BFE' && Number(one.value) < limit)) &&
        Object.entries(FACETS).every(([facet, values]) => {
          const wanted = parameters.getAll(`filter.${facet}`);
          return wanted.length === 0 || values(record).some((value) => wanted.includes(value));
        }),
    );
    const sort = parameters.get('sort') ?? 'id';
    const key = (record) => record[sort.replace('-', '')] ?? record.id;
    hits.sort((a, b) => (key(a) < key(b) ? -1 : 1) * (sort.startsWith('-') ? -1 : 1));
    const from = Number(parameters.get('cursor') ?? 0);
    const to = from + Number(parameters.get('limit') ?? 50);
    return {
      ledgerSize: Number(parameters.get('ledgerSize') ?? this.ledger.size),
      query: q,
      total: hits.length,
      items: hits.slice(from, to).map((record) => ({
        id: record.id,
        version: record.version,
        leafIndex: record.leafIndex,
        highlights: words.length ? [{ field: 'title', segments: marked(record.title, words) }] : [],
        record,
      })),
      facets: Object.fromEntries(
        (parameters.get('facets') ?? '').split(',').map((facet) => [facet, counted(hits.flatMap(FACETS[facet]))]),
      ),
      nextCursor: to < hits.length ? String(to) : null,
    };
  }

  /** Lots, and the field that has them; enough to try the box by. */
  #suggest(parameters) {
    const q = parameters.get('q') ?? '';
    const at = Number(parameters.get('at') ?? q.length);
    const from = q.slice(0, at).search(/[^\s:]*$/);
    const typed = q.slice(from, at).toLowerCase();
    const inField = q[from - 1] === ':';
    const same = (text) => ({ zh: text, en: text });
    const field = { zh: '批号', en: 'Lot' };
    const newest = [...new Map(this.entries.map((one) => [one.record.id, one.record])).values()];
    const lots = counted(newest.flatMap((record) => record.lots ?? []))
      .filter((one) => one.value.toLowerCase().startsWith(typed))
      .map(({ value, count }) => ({ kind: 'identifier', from, to: at, text: value, label: same(value), field, count }));
    const fields = !inField && typed && 'lots'.startsWith(typed) ? [{ kind: 'field', from, to: at, text: 'lots:', label: field }] : [];
    const items = [...fields, ...(typed || inField ? lots : [])];
    return { ledgerSize: this.ledger.size, items: items.slice(0, 10), complete: items.length <= 10 };
  }

  #version(id, version) {
    const found = this.entries.filter(({ record }) => record.id === id && (!version || record.version === Number(version)));
    if (found.length === 0) {
      throw missing();
    }
    return found.at(-1);
  }

  #record(id, part, name, parameters) {
    const { record, leaf, disclosures, file } = this.#version(id, parameters.get('version'));
    if (part === 'attachments' && name) {
      return new File(file, 'application/octet-stream');
    }
    if (part === 'versions') {
      const all = this.entries.filter((one) => one.record.id === id).map((one) => one.record);
      return page(
        all.map((one, i) => ({
          record: one,
          changes: i === 0 ? [] : [{ field: 'title', before: all[i - 1].title, after: one.title }],
        })),
      );
    }
    if (part === 'proof') {
      return {
        id,
        version: record.version,
        leafIndex: record.leafIndex,
        leaf,
        leafHash: this.ledger.hash(record.leafIndex),
        disclosures,
        treeSize: this.ledger.size,
        path: this.ledger.path(record.leafIndex),
        checkpoint: this.ledger.checkpoint(),
      };
    }
    return record;
  }

  #question(id) {
    const found = this.questions.find((one) => one.id === id);
    if (!found) {
      throw missing();
    }
    return found;
  }

  #ask(method, id, part, body, parameters) {
    if (id === 'events') {
      return STREAM;
    }
    if (!id && method === 'POST') {
      const number = this.questions.length + 1;
      const { title, category = 'other', priority = 'normal', due, pins = [], lots = [], clauses = [] } = body;
      const topic = { category, priority, due, pins: pins.map((pin) => ({ ...pin, superseded: false })), lots, clauses };
      const one = { id: `Q-${ENGAGEMENT}-${number}`, title, state: 'open', version: 0, ...topic, messages: [] };
      one.pinnedVersionSuperseded = false;
      this.questions.unshift(one);
      return this.#say(one, 'question', body.text, body.language, '赵敏');
    }
    if (part === 'messages') {
      return this.#say(this.#question(id), body.kind, body.text ?? '', body.language, '赵敏');
    }
    return id ? this.#question(id) : page(this.#asked(parameters.get('q') ?? ''));
  }

  #findings(method, id, part, body, parameters) {
    if (method === 'POST') {
      return this.#told(part === 'steps' ? this.found.step(id, body, '赵敏') : this.found.raise(body, '赵敏'));
    }
    const [state, kind] = [parameters.get('state'), parameters.get('kind')];
    const wanted = (one) => (!state || one.state === state) && (!kind || one.kind === kind);
    return id ? this.found.view(id, 'body') : page(this.found.view(null, 'body').filter(wanted));
  }

  /** Tells whoever listens that a finding has another step. */
  #told(finding) {
    const event = JSON.stringify({ findingId: finding.id, version: finding.version });
    this.streams.forEach((stream) => stream.write(`id: ${this.ledger.size}\nevent: finding\ndata: ${event}\n\n`));
    return finding;
  }

  #respond(method, id, part, body, parameters) {
    if (part === 'evidence') {
      const { record } = this.#version(parameters.get('record'));
      return { recordId: record.id, version: record.version, title: record.title };
    }
    if (method === 'POST') {
      return this.#told(this.found.step(id, body, '陈静'));
    }
    return id ? this.found.view(id, 'maker') : page(this.found.view(null, 'maker'));
  }

  #asked(q) {
    refuseUnknownField(q, 'answers');
    const words = q.split(/\s+/).filter(Boolean);
    return this.questions.filter((one) => {
      const text = one.messages.map((message) => message.text).join('\n').toLowerCase();
      return words.every((word) => text.includes(word.toLowerCase()));
    });
  }

  #say(one, kind, text, language, by, besides = {}) {
    const number = one.messages.length + 1;
    const message = { number, kind, text, language, ...besides, by, at: now(), leafIndex: null };
    message.leafIndex = this.ledger.append(JSON.stringify(message));
    one.messages.push(message);
    one.version = one.messages.length;
    one.state = STATES[kind] ?? one.state;
    one.actions = FOR_THE_BODY[one.state];
    const event = JSON.stringify({ questionId: one.id, message });
    this.streams.forEach((stream) => stream.write(`id: ${message.leafIndex}\nevent: message\ndata: ${event}\n\n`));
    return one;
  }

  #export(method, id, part, body) {
    if (!id && method === 'POST') {
      const total = this.#search(new URLSearchParams({ q: body.query ?? '', facets: 'type' })).total;
      this.exports.unshift({ id: `EXP-${this.exports.length + 1}`, total, at: Date.now(), ledgerSize: this.ledger.size });
      return exportState(this.exports[0]);
    }
    if (part === 'content') {
      return new File(FILE, 'application/vnd.etsi.asic-e+zip');
    }
    return id ? exportState(this.exports.find((one) => one.id === id)) : page(this.exports.map(exportState));
  }

  /** Halting, going on, and noting outages, through either door. */
  #live(what, party, by, body) {
    if (what === 'suspension') {
      this.suspension = { party, by, at: now(), reason: body.reason };
    } else if (what === 'resumption') {
      this.suspension = null;
    } else if (what === 'outages') {
      this.outages.push({ party, by, at: now(), ...body });
    }
  }

  #manage(id, part, credential, body) {
    this.#live(part, 'maker', '陈静', body);
    if (part === 'ict-statement') {
      return { texts: { zh: '使用时长：1:12 小时', en: 'Hours of use: 1:12 h' } };
    }
    if (part === 'terms') {
      this.terms = body.terms;
      this.digest = sha256(JSON.stringify(this.terms)).toString('hex');
    } else if (part === 'revocation') {
      this.revocation = { by: '陈静', at: now(), reason: body.reason };
    } else if (part === 'invitations' && credential) {
      const withdrawal = { by: '陈静', at: now(), reason: body.reason };
      Object.assign(this.invitations.find((one) => one.id === credential), { state: 'withdrawn', withdrawal });
    } else if (part === 'invitations') {
      const made = { id: `I${this.invitations.length + 1}`, expiresAt: body.expiresAt };
      this.invitations.push({
        ...made,
        auditorId: body.auditorId,
        invitedAt: now(),
        invitedBy: '陈静',
        wrongCodes: 0,
        state: 'open',
      });
      return { ...made, invitation: INVITATION, code: CODE };
    } else if (part === 'passkeys') {
      this.passkeys.remove(credential, '陈静');
    } else if (part === 'credentials' && credential) {
      this.credentials.find((one) => one.id === credential).state = 'revoked';
    } else if (part === 'credentials') {
      const issued = { id: `C${this.credentials.length + 1}`, expiresAt: body.expiresAt };
      this.credentials.push({ ...issued, kind: 'token', auditorId: body.auditorId, issuedAt: now(), issuedBy: '陈静', state: 'active' });
      return { ...issued, token: TOKEN };
    }
    const engagement = {
      ...this.#engagement(),
      ...(this.revocation && { revocation: this.revocation }),
      credentials: this.credentials,
      knownBy: { issuers: [], certificates: false },
      invitations: this.invitations,
      passkeys: this.passkeys.all,
    };
    return id ? engagement : page([engagement]);
  }

  #inbox(parameters) {
    const wanted = parameters.get('state') === 'all' ? this.questions : this.#pending();
    const assignee = parameters.get('assignee');
    return wanted
      .map((one) => this.#inside(one, []))
      .filter((one) => assignee === null || one.assignment?.assignee === assignee);
  }

  #pending() {
    return this.questions.filter((one) => one.state === 'open').reverse();
  }

  #inside(one, pinned) {
    const all = this.drafts.get(one.id) ?? [];
    const last = all[all.length - 1];
    return {
      ...one,
      actions: FOR_THE_MAKER[one.state],
      engagement: ENGAGEMENT,
      overdue: one.state === 'open' && one.due !== undefined && one.due < now().slice(0, 10),
      assignment: this.assignees.get(one.id),
      draft: last && !last.ended ? last : null,
      drafts: all.filter((draft) => !draft.ended),
      draftVersion: all.length,
      notes: this.notes.get(one.id) ?? [],
      records: pinned,
    };
  }

  #keep(name, mediaType, bytes) {
    this.files.set(name, new File(bytes, mediaType));
    return { name, mediaType, size: bytes.length, sha256: sha256(bytes).toString('hex') };
  }

  #answer(id, part, headers, body, parameters) {
    const one = this.#question(id);
    const drafts = this.drafts.get(id) ?? [];
    const by = { by: '陈静', at: now() };
    if (part === 'draft') {
      const { draftVersion, ...draft } = body;
      if (draftVersion !== drafts.length) {
        throw new Refusal(412, 'RA-0512', '已变化', '草稿在此期间已有变化。');
      }
      this.drafts.set(id, [...drafts, { attachments: [], ...draft, ...by, version: drafts.length + 1 }]);
    } else if (part === 'files') {
      return this.#keep(parameters.get('name'), headers['content-type'], body);
    } else if (part === 'notes') {
      const notes = this.notes.get(id) ?? [];
      this.notes.set(id, [...notes, { number: notes.length + 1, text: body.text, ...by }]);
    } else if (part === 'assignment') {
      this.assignees.set(id, { assignee: body.assignee, ...by });
    } else if (part === 'messages') {
      this.#say(one, body.kind, body.text, body.language, '陈静', { about: body.about });
    } else if (part === 'release') {
      if (headers['if-match'] !== `"${one.version}"`) {
        throw new Refusal(412, 'RA-0512', '已变化', '问题在此期间已有变化。');
      }
      const draft = drafts[drafts.length - 1];
      this.drafts.set(id, [...drafts, { ended: true }]);
      const { translation, attachments } = draft;
      this.#say(one, 'answer', draft.text, draft.language, draft.by, { translation, attachments });
    }
    return this.#inside(one, one.pins.map((pin) => this.#version(pin.recordId, pin.version).record));
  }
}

/** What each message leads to; a translation leaves a question where it is. */
const STATES = {
  question: 'open',
  'follow-up': 'open',
  answer: 'answered',
  acceptance: 'accepted',
  decline: 'declined',
  withdrawal: 'withdrawn',
  closing: 'closed',
};

const FOR_THE_BODY = {
  open: ['follow-up', 'withdrawal', 'translation'],
  answered: ['follow-up', 'acceptance', 'withdrawal', 'translation'],
  declined: ['follow-up', 'withdrawal', 'closing', 'translation'],
  accepted: ['follow-up', 'closing', 'translation'],
  closed: [],
  withdrawn: [],
};

const FOR_THE_MAKER = {
  open: ['answer', 'decline', 'translation'],
  answered: ['answer', 'translation'],
  declined: ['answer', 'translation'],
  accepted: ['answer', 'translation'],
  closed: [],
  withdrawn: [],
};

function refuseUnknownField(q, known) {
  const unknown = /^(\w+):/.exec(q);
  if (unknown && unknown[1] !== known) {
    const detail = `没有字段“${unknown[1]}”；是否指“${known}”？`;
    const correction = { from: 0, to: unknown[1].length, text: known };
    throw new Refusal(400, 'RA-0301', '检索式有误', detail, [{ parameter: 'q', position: 0, detail, correction }]);
  }
}

function counted(values) {
  const counts = new Map();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

function marked(text, words) {
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')})`, 'iu');
  return text.split(pattern).filter(Boolean).map((piece) => ({ text: piece, match: pattern.test(piece) }));
}

function exportState({ id, total, at, ledgerSize }) {
  const share = Math.min(1, (Date.now() - at) / 3000);
  return {
    id,
    state: share === 1 ? 'done' : 'running',
    recordsDone: Math.floor(total * share),
    recordsTotal: total,
    bytes: Math.floor(FILE.length * share),
    startedAt: new Date(at).toISOString(),
    ledgerSize,
    ...(share === 1 && { parts: [{ number: 1, bytes: FILE.length, sha256: sha256(FILE).toString('hex') }] }),
  };
}
