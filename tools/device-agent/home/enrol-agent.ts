import { request as requestInClear } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { z } from 'zod';
import { enrolled, enrolmentsPath, type Enrolling } from '#services/agents/enrolment.ts';
import { proveKey, tellPublicKey } from '#services/agents/frame-keys.ts';
import type { AgentHome, Enrolment } from './agent-home.ts';
import { houseAddress } from './house-address.ts';

/** `already-enrolled`, `wrong-code`, `too-often`, `not-here`, `unreachable`, `not-understood`. Holds nothing of the code. */
export class EnrolmentRefused extends Error {
  override readonly name = 'EnrolmentRefused';
  readonly code: string;
  constructor(code: string) {
    super(sentences[code] ?? code);
    this.code = code;
  }
}

const sentences: Readonly<Record<string, string>> = {
  'already-enrolled': 'this agent is enrolled already: npm run device-agent -- forget',
  'wrong-code': 'the house does not take this code: it is wrong, was used, or is too late. Ask for a new one',
  'too-often': 'too many codes were tried from here: wait a while',
  'not-here': 'no device enrols at this address and municipality',
  unreachable: 'the house cannot be reached, or its certificate is not trusted: look at --at and --ca',
  'not-understood': 'what answers at this address is no house that enrols devices',
};

export interface EnrolWish {
  readonly home: AgentHome;
  readonly at: string;
  readonly nis: string;
  /** As an administrator was shown it. */
  readonly code: string;
  /** Authorities (PEM) for the house's TLS certificate, where they are not public ones. */
  readonly ca?: string | undefined;
  /** BiZa's certificate (PEM) when it came another way: then the house's word for it does not count. */
  readonly biza?: string | undefined;
}

/**
 * Gets into the house, once: a key pair is made, the private half stays here, and with the code its public half is told. What the house answers is pinned: its keys,
 * and BiZa's certificate.
 * @throws EnrolmentRefused, AddressRefused
 */
export async function enrolAgent({ home, at: address, nis, code, ca, biza }: EnrolWish): Promise<Enrolment> {
  const at = houseAddress(address);
  if (home.enrolment()) throw new EnrolmentRefused('already-enrolled');
  const privateKey = home.makeKey();
  const asked: Enrolling = { code, publicKey: tellPublicKey(privateKey), proof: proveKey(privateKey, { nis, code }) };
  const { status, text } = await post(`${at}${enrolmentsPath(nis)}`, JSON.stringify(asked), ca);
  if (status !== 201) throw new EnrolmentRefused(codes.get(status) ?? 'not-understood');
  const read = enrolled.safeParse(jsonOf(text));
  if (!read.success || read.data.nis !== nis) throw new EnrolmentRefused('not-understood');
  const { kid, device, title, rights, keys, biza: told } = read.data;
  const enrolment: Enrolment = { version: 1, at, nis, kid, device, title, rights, keys, biza: biza ?? told?.certificate ?? null, ca: ca ?? null };
  home.write(enrolment);
  return enrolment;
}

const codes: ReadonlyMap<number, string> = new Map([[403, 'wrong-code'], [429, 'too-often'], [404, 'not-here']]);
const patienceMs = 20_000;
const mostBytes = 256 * 1024;

async function post(url: string, body: string, ca: string | undefined): Promise<{ readonly status: number; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const request = url.startsWith('https:') ? requestOverTls : requestInClear;
  const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, timeout: patienceMs, ...(ca !== undefined && { ca }) }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.length > mostBytes) sent.destroy(new Error('too large'));
    }).on('end', () => { resolve({ status: answer.statusCode ?? 0, text }); }).on('error', reject);
  });
  sent.on('timeout', () => { sent.destroy(new Error('no answer')); }).on('error', reject).end(body);
  try {
    return await promise;
  } catch {
    throw new EnrolmentRefused('unreachable');
  }
}

function jsonOf(text: string): unknown {
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
