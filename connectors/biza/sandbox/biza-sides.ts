import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import { bizaConfig } from '../biza.config.ts';
import type { biza, finger } from '../biza.port.ts';
import { liveBiza } from '../live/live-biza.ts';
import { openBiza } from './open-biza.ts';
import { restSettingsIn, servedBiza } from './served/serve-biza.ts';
import { bizaKeys } from './served/biza-keys.ts';

export type Finger = z.output<typeof finger>;
/** One side of the port, as the contract suites drive it. */
export interface BizaSide {
  readonly port: PortImplementation<typeof biza>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. A live side does it in BiZa's test environment. */
  readonly world: {
    putPerson(person: { insz: string; birthDate: string | null; deceased?: boolean; firstNames?: string[] }): Promise<unknown>;
    replaceNumber(from: string, to: string): Promise<unknown>;
    authorise(holder: string, reference: string, act: string, from: string, until: string): Promise<unknown>;
    withdraw(holder: string, reference: string, act: string): Promise<unknown>;
    seal(content: unknown, boundTo: SealedEnvelope['boundTo']): Promise<string>;
    goTo(day: string): void;
  };
  readonly close: () => Promise<void>;
}

/** Keys of BiZa and of those who ask it: made once, each side of each test has a copy. */
export async function makeBizaKeys(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'biza-keys-'));
  await sealForBiza(folder, randomBytes(1), { dossier: randomUUID(), purpose: 'code' });
  await bizaKeys.open(join(folder, 'biza'), Date.now());
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

function openWorld(keys: string) {
  const bench = sandboxBench(bizaConfig.parse({}), instantOf('2026-11-24', '10:00'));
  copyFileSync(join(keys, 'biza-test-keys.json'), join(bench.env.folder, 'biza-test-keys.json'));
  const sandbox = openBiza(bench.env);
  const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
  const world: BizaSide['world'] = {
    putPerson: (person) => pull('put-person', { firstNames: ['Test', 'Jean Marie'], lastName: 'Person & Zoon', nisCode: '24055', ...person }),
    replaceNumber: (from, to) => pull('replace-number', { from, to }),
    authorise: (holder, reference, act, validFrom, validUntil) => pull('put-authorisation', { holder, reference, act, validFrom, validUntil }),
    withdraw: (holder, reference, act) => pull('withdraw-authorisation', { holder, reference, act }),
    seal: async (content, boundTo) => bench.keep(await sealForBiza(bench.env.folder, Buffer.from(JSON.stringify(content)), boundTo)),
    goTo: (day) => bench.goTo(instantOf(day, '10:00')),
  };
  return { bench, sandbox, world, close: () => { sandbox.close(); bench.remove(); } };
}

function inProcess(keys: string): Promise<BizaSide> {
  const { bench, sandbox, world, close } = openWorld(keys);
  return Promise.resolve({ port: sandbox.implementation, call: bench.call, world, close: () => Promise.resolve(close()) });
}

/** The live side, pointed at the sandbox behind its wire. */
function overWire(flavour: 'soap' | 'rest') {
  return async (keys: string): Promise<BizaSide> => {
    const { bench, sandbox, world, close } = openWorld(keys);
    const folder = join(bench.env.folder, 'biza');
    mkdirSync(folder);
    cpSync(join(keys, 'biza'), folder, { recursive: true });
    let closeServed: (() => Promise<void>) | undefined;
    const { url, close: closeServer } = await serveHandler(async (at) => {
      const served = await servedBiza.open(sandbox, { ...bench.env, folder, url: at, realNow: Date.now });
      closeServed = served.close;
      return served.handle;
    });
    const config: unknown = liveBiza.config.parse(flavour === 'soap' ? servedBiza.settings({ url, folder }) : restSettingsIn(folder));
    const port = liveBiza.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') });
    return { port, call: bench.call, world, close: async () => { await closeServed?.(); await closeServer(); close(); } };
  };
}

export const bizaSides: readonly (readonly [name: string, open: (keys: string) => Promise<BizaSide>])[] = [
  ['the sandbox inside the process', inProcess], ['the live side over SOAP', overWire('soap')], ['the live side over REST', overWire('rest')],
];

export const insz = makeInsz('1960-05-01', 3, { testPerson: true });
export const official = 'els.peeters';
export const device = 'tablet-1';
/** What a citizen chooses, where nothing else is said. */
export const chosenCode = '2468';
export const bothHands: Finger[] = ['left-index', 'right-index'];

/** Everybody who is needed may do it, and the citizen is known. */
export async function peopleOf(side: BizaSide): Promise<void> {
  await side.world.putPerson({ insz, birthDate: '1960-05-01' });
  for (const act of ['capture-biometrics', 'activate-card']) {
    await side.world.authorise('municipality', '24055', act, '2026-01-01', '2027-12-31');
    await side.world.authorise('official', official, act, '2026-01-01', '2027-06-30');
    await side.world.authorise('device', device, act, '2026-01-01', '2027-12-31');
  }
}

/** What is asked of BiZa for one dossier. */
export function bizaSteps(side: () => BizaSide, dossier: () => string) {
  type Purpose = SealedEnvelope['boundTo']['purpose'];
  const sealFingers = (fingers: Finger[], bound = dossier(), purpose: Purpose = 'fingerprints') => side().world.seal(
    { version: 1, fingers: fingers.map((finger) => ({ finger, imageRecord: randomBytes(64).toString('base64') })) }, { dossier: bound, purpose },
  );
  const sealCode = (code = chosenCode, bound = dossier(), purpose: Purpose = 'code') => side().world.seal({ version: 1, code }, { dossier: bound, purpose });
  type Registered = Parameters<BizaSide['port']['registerBiometrics']>[0];
  const register = async (changes: Partial<Registered> = {}, key?: string) => side().port.registerBiometrics(
    { dossier: dossier(), insz, outcome: 'captured', fingers: bothHands, sealed: 'sealed' in changes ? null : await sealFingers(bothHands), official, device, ...changes }, side().call(key),
  );
  const impossible = (outcome: 'temporarily-impossible' | 'permanently-impossible') => register({ outcome, fingers: [], sealed: null });
  const verified = async (registering: Promise<{ registration: string }> = register()) => {
    const { registration } = await registering;
    expect(await side().port.verifyBiometrics({ dossier: dossier(), registration }, side().call())).toEqual({ verdict: 'verified', reason: null });
    return registration;
  };
  type Ordered = Parameters<BizaSide['port']['orderCard']>[0];
  const order = async (changes: Partial<Ordered> = {}, key?: string) => side().port.orderCard({
    dossier: dossier(), insz, registration: changes.registration ?? await verified(), procedure: 'urgent', outcome: 'captured', certificates: 'authentication-and-signature', validityMonths: 120, ...changes,
  }, side().call(key));
  const open = async (cardNumber: string, sealed: string | null = null, key?: string) => side().port.openActivation({ dossier: dossier(), cardNumber, sealed, official, device }, side().call(key));
  const activate = async (cardNumber: string, sealed: string | null = null) => {
    const { activation, script } = await open(cardNumber, sealed);
    return side().port.confirmActivation({ dossier: dossier(), activation, responses: script.map(() => '9000') }, side().call());
  };

  return { sealFingers, sealCode, register, impossible, verified, order, open, activate };
}
