/** What the made-up auditor asks consent for, and what the made-up staff decides. */
export class Consents {
  #all = [];

  /** Newest first, as both doors show them. */
  list() {
    return [...this.#all].reverse();
  }

  waiting() {
    return this.#all.filter((one) => one.state === 'asked').length;
  }

  ask({ item, reason }, auditor) {
    const asked = { state: 'asked', auditor, item, bytes: 0, reason, askedAt: new Date().toISOString(), uses: [] };
    this.#all.push({ id: `K-${this.#all.length + 1}`, ...asked });
    return this.#all.at(-1);
  }

  /** One request, decided if the desk says so. */
  decide(id, act, body, by) {
    const one = this.#all.find((candidate) => candidate.id === id);
    const at = new Date().toISOString();
    if (act === 'grant') {
      Object.assign(one, { state: 'granted', grant: { by, at, ...body } });
    } else if (act) {
      Object.assign(one, { state: act === 'refusal' ? 'refused' : 'revoked', end: { by, at, ...body } });
    }
    return one;
  }
}
