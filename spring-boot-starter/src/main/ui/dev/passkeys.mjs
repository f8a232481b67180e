import { randomBytes } from 'node:crypto';

const random = () => randomBytes(32).toString('base64url');
const now = () => new Date().toISOString();

/** The passkeys of the made-up maker's only auditor. What devices sign is believed: nothing here is worth a check. */
export class Passkeys {
  all = [];

  constructor(who) {
    this.who = who;
  }

  /** The open door: what is to be signed, or the token for a signature. */
  comeIn(step, body) {
    if (step === 'options') {
      const publicKey = { challenge: random(), rpId: 'localhost', timeout: 300_000, userVerification: 'required' };
      return { ceremony: random(), publicKey };
    }
    const held = this.all.find((one) => one.state === 'active');
    if (!held || !body.signature) {
      throw new Error('No such passkey');
    }
    held.lastUsedAt = now();
    return { ...this.who, expiresAt: new Date(Date.now() + 8 * 3_600_000).toISOString() };
  }

  /** The auditor's own passkeys. */
  answer(method, subject, body) {
    if (subject === 'options') {
      return {
        ceremony: random(),
        publicKey: {
          rp: { id: 'localhost', name: '示例口罩有限公司' },
          user: { id: random(), name: '赵敏', displayName: '赵敏' },
          challenge: random(),
          pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
          timeout: 300_000,
          excludeCredentials: [],
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
          attestation: 'none',
        },
      };
    }
    if (method === 'POST') {
      const { auditorId } = this.who;
      this.all.push({ id: random(), auditorId, name: body.name, registeredAt: now(), lastUsedAt: null, state: 'active' });
    } else if (method === 'PUT') {
      this.all.find((one) => one.id === subject).name = body.name;
    } else if (method === 'DELETE') {
      this.remove(subject, this.who.auditorId);
    }
    const items = this.all.filter((one) => one.state === 'active');
    return { items, total: items.length, nextCursor: null };
  }

  remove(id, by) {
    Object.assign(this.all.find((one) => one.id === id), { state: 'removed', removedAt: now(), removedBy: by });
  }
}
