import { segment } from '../shared/address';
import { fromBase64Url, toBase64Url } from '../shared/bytes';
import { newKey } from '../shared/http';
import type { Page, Passkey, PasskeyOptions, PasskeySignInOptions } from '../shared/types';
import { discover } from './api';
import { comeIn, endpoint, open } from './session';

const POST = { method: 'POST' as const, body: {} };

/** Whether passkeys work on this page: they are bound to one host name, and browsers want it to be secure. */
export async function passkeysWork(signal?: AbortSignal): Promise<boolean> {
  const way = (await discover(signal)).authentication.find((one) => one.scheme === 'Passkey');
  return globalThis.isSecureContext && 'PublicKeyCredential' in globalThis && way?.relyingParty === location.hostname;
}

/** A device that did not do as asked: the person said no, or waited too long, or it holds such a passkey already. */
export class DeviceRefusal extends Error {
  constructor(readonly known: boolean) {
    super('The device did not answer');
  }
}

/** The auditor's own passkeys in one engagement. */
export class PasskeysApi {
  private readonly root: string;

  constructor(engagement: string) {
    this.root = `engagements/${segment(engagement)}/passkeys`;
  }

  readonly list = (signal?: AbortSignal): Promise<Page<Passkey>> => endpoint.get(this.root, signal);

  async register(name: string): Promise<void> {
    const { ceremony, publicKey } = (await endpoint.json<PasskeyOptions>(`${this.root}/options`, POST)).value;
    const made = await device(() =>
      navigator.credentials.create({
        publicKey: {
          ...publicKey,
          challenge: fromBase64Url(publicKey.challenge),
          user: { ...publicKey.user, id: fromBase64Url(publicKey.user.id) },
          excludeCredentials: publicKey.excludeCredentials.map((one) => ({
            type: one.type,
            id: fromBase64Url(one.id),
            transports: one.transports as AuthenticatorTransport[],
          })),
        },
      }),
    );
    const response = made.response as AuthenticatorAttestationResponse;
    const transports = response.getTransports();
    const body = {
      ceremony,
      name,
      clientDataJSON: toBase64Url(new Uint8Array(response.clientDataJSON)),
      attestationObject: toBase64Url(new Uint8Array(response.attestationObject)),
      ...(transports.length > 0 && { transports }),
    };
    await endpoint.json(this.root, { ...POST, body, headers: { 'Idempotency-Key': newKey() } });
  }

  async rename(id: string, name: string): Promise<void> {
    const headers = { 'Idempotency-Key': newKey() };
    await endpoint.json(`${this.root}/${segment(id)}`, { method: 'PUT', body: { name }, headers });
  }

  async remove(id: string): Promise<void> {
    await endpoint.raw(`${this.root}/${segment(id)}`, { method: 'DELETE' });
  }
}

/** Asks a device who comes in, and lets that person in. */
export async function signInWithPasskey(): Promise<void> {
  const { ceremony, publicKey } = (await open.json<PasskeySignInOptions>('passkeys/sign-in/options', POST)).value;
  const held = await device(() =>
    navigator.credentials.get({ publicKey: { ...publicKey, challenge: fromBase64Url(publicKey.challenge) } }),
  );
  const response = held.response as AuthenticatorAssertionResponse;
  const body = {
    ceremony,
    credentialId: toBase64Url(new Uint8Array(held.rawId)),
    clientDataJSON: toBase64Url(new Uint8Array(response.clientDataJSON)),
    authenticatorData: toBase64Url(new Uint8Array(response.authenticatorData)),
    signature: toBase64Url(new Uint8Array(response.signature)),
    userHandle: toBase64Url(new Uint8Array(response.userHandle ?? new ArrayBuffer(0))),
  };
  await comeIn({ passkey: body });
}

async function device(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let answer: Credential | null;
  try {
    answer = await ask();
  } catch (failure) {
    if (failure instanceof DOMException) {
      throw new DeviceRefusal(failure.name === 'InvalidStateError');
    }
    throw failure;
  }
  if (answer === null) {
    throw new DeviceRefusal(false);
  }
  return answer as PublicKeyCredential;
}
