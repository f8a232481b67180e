// What comes before the made-up maker's audit: its profile, a plan and a preparation list, agreed between two parties.
import { Refusal } from './maker.mjs';

export class Preparation {
  #steps = { plan: [], preparation: [] };

  constructor(ledger, client) {
    this.ledger = ledger;
    this.client = client;
  }

  #profile = { version: 1, updatedAt: '2026-01-02T02:00:00.000Z', kept: null };

  organization() {
    const { version, updatedAt, kept } = this.#profile;
    const first = {
      legalName: this.client,
      head: '张伟',
      addresses: [{ use: '注册', text: '湖北省仙桃市' }],
      certificates: [{ number: 'Q-2025-018', standard: 'ISO 13485:2016', issuer: '示例认证', state: 'valid' }],
    };
    return { ...(kept ?? first), version, updatedAt, personsWithheld: false };
  }

  /** A new version of the profile. */
  keep(profile, version) {
    if (version !== `"${this.#profile.version}"`) {
      throw new Refusal(412, 'RA-0716', '在此期间已有变化', '请重新读取。');
    }
    this.#profile = { version: this.#profile.version + 1, updatedAt: new Date().toISOString(), kept: profile };
    return this.organization();
  }

  /** Reads the plan or the list, or takes a step of it. */
  answer(what, { method, part, item, body, version, party, by }) {
    const steps = this.#steps[what];
    if (method !== 'GET') {
      if (version !== `"${steps.length}"`) {
        throw new Refusal(412, 'RA-0716', '在此期间已有变化', '请重新读取。');
      }
      const action = part === 'confirmation' ? 'confirm' : part === 'items' ? 'fulfil' : 'propose';
      const step = { number: steps.length + 1, action, party, by, at: new Date().toISOString(), note: '', ...body };
      steps.push({ ...step, ...(item && { item }), leafIndex: this.ledger.append(JSON.stringify(step)) });
    }
    return this.#view(what, steps);
  }

  #view(what, steps) {
    const newest = steps.findLast((step) => step.action === 'propose');
    const confirmed = newest && steps.some((step) => step.action === 'confirm' && step.number > newest.number);
    const items = (newest?.items ?? []).map((item) => {
      const said = steps.findLast((step) => step.action === 'fulfil' && step.item === item.id);
      return what === 'plan' ? item : { ...item, ready: said?.ready ?? false, ...(said && { note: said.note, records: said.records ?? [] }) };
    });
    return {
      state: !newest ? 'none' : confirmed ? 'confirmed' : 'proposed',
      version: steps.length,
      waitsFor: !newest ? 'body' : confirmed ? null : newest.party === 'body' ? 'maker' : 'body',
      ...(what === 'preparation' && { readyItems: items.filter((item) => item.ready).length }),
      items,
      steps,
    };
  }
}
