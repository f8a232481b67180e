// Findings and certificate decisions of the made-up maker, with as much of `core/FINDINGS.md` as a walk needs.
import { Refusal } from './maker.mjs';

const BODY = ['raise', 'amend', 'return', 'accept', 'verify', 'not-effective', 'close', 'withdraw'];
const NEXT = {
  raised: { respond: 'responded', dispute: 'disputed', amend: 'raised', withdraw: 'withdrawn' },
  responded: { accept: 'accepted', return: 'returned', amend: 'raised', withdraw: 'withdrawn', respond: 'responded' },
  disputed: { return: 'returned', amend: 'raised', withdraw: 'withdrawn', respond: 'responded' },
  returned: { respond: 'responded', dispute: 'disputed', amend: 'raised', withdraw: 'withdrawn' },
  accepted: { report: 'accepted', verify: 'verified', 'not-effective': 'returned', withdraw: 'withdrawn' },
  verified: { close: 'closed', 'not-effective': 'returned' },
};
const WAITS = { raised: 'maker', returned: 'maker', accepted: 'maker', closed: null, withdrawn: null };

export class Findings {
  #all = [];
  #reports = [];

  constructor(ledger) {
    this.ledger = ledger;
  }

  /** As an auditor or the maker sees it. */
  view(id, party) {
    const found = this.#all.filter((one) => !id || one.id === id).map((one) => this.#shown(one, party));
    if (id && found.length === 0) {
      throw new Refusal(404, 'RA-0701', '未找到', '没有您可以查看的此项内容。');
    }
    return id ? found[0] : found;
  }

  raise(statement, by) {
    const one = { id: `F-${this.#all.length + 1}`, state: 'raised', steps: [] };
    this.#all.push(one);
    return this.#add(one, 'raise', statement, by);
  }

  step(id, { action, ...content }, by) {
    const one = this.#all.find((other) => other.id === id);
    const to = NEXT[one.state]?.[action];
    if (!to) {
      throw new Refusal(409, 'RA-0532', '当前状态不允许', '当前状态不允许此操作。');
    }
    one.state = to;
    return this.#add(one, action, content, by);
  }

  report(decision, by) {
    const id = `C-${this.#reports.length + 1}`;
    const report = { id, text: '', ...decision, by, at: new Date().toISOString(), leafIndex: this.ledger.append(id) };
    this.#reports.push(report);
    return report;
  }

  reports() {
    return this.#reports;
  }

  #add(one, action, content, by) {
    one.steps.push({
      number: one.steps.length + 1,
      action,
      party: BODY.includes(action) ? 'body' : 'maker',
      state: one.state,
      by,
      at: new Date().toISOString(),
      leafIndex: this.ledger.append(`${one.id} ${one.steps.length}`),
      evidence: [],
      ...content,
    });
    return this.#shown(one, BODY.includes(action) ? 'body' : 'maker');
  }

  #shown(one, party) {
    const statement = one.steps.filter((step) => step.kind).at(-1);
    const waitsFor = one.state in WAITS ? WAITS[one.state] : 'body';
    const response = one.steps.filter((step) => step.dueDate).at(-1);
    const day = one.state === 'accepted' ? response.dueDate : statement.respondBy;
    const due = waitsFor === 'maker' && day ? day : null;
    return {
      ...one,
      kind: statement.kind,
      clause: statement.clause,
      version: one.steps.length,
      waitsFor,
      due,
      closedAt: one.state === 'closed' ? one.steps.at(-1).at : null,
      actions: Object.keys(NEXT[one.state] ?? {}).filter((action) => BODY.includes(action) === (party === 'body')),
      overdue: due !== null && due < new Date().toISOString().slice(0, 10),
      engagement: 'ENG-2026-001',
    };
  }
}
