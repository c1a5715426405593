import { generateKeyPair } from 'jose';
import { openErrandSigner, openErrandVerifier } from '#services/identity/errand-proofs.ts';
import { openCallerProofs } from '#services/identity/caller-proofs.ts';
import { openTokenIssuer } from '#services/identity/tokens.ts';
import { definePort, type OutwardCall, type PortImplementation } from '#services/kernel/port.ts';
import { failures } from '#services/kernel/failure.ts';
import { z } from 'zod';
import { farSide } from './far-side.ts';
import type { Carried } from './errand.ts';
import { runErrand, type Running } from './run-errand.ts';
import { openSending, type SendingOptions } from './send-errand.ts';

const ministry = definePort('ministry', {
  register: { idempotency: 'look-up', input: z.object({ sealed: z.string().nullable() }), output: z.object({ registration: z.string() }) },
  known: { idempotency: 'read', input: z.object({}), output: z.object({ number: z.int() }) },
});
const ministryFailures = failures('ministry', { refused: { status: 422, retry: 'never', title: 'The ministry refused this.' } });
const vault = failures('vault', { expired: { status: 410, retry: 'never', title: 'It is over.' } });
const envelope = { keyId: 'k', wrappedKey: 'a', iv: 'b', ciphertext: 'c', tag: 'd', boundTo: { dossier: 'd1', purpose: 'fingerprints' as const } };
const call = (more: Partial<OutwardCall> = {}): OutwardCall => ({ key: 'effect-1', actor: 'official:els.peeters', dossier: 'd1', traceId: 't', signal: AbortSignal.timeout(60_000), sealed: () => Promise.resolve(envelope), ...more });

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let foreign: typeof keys;
let clock: number;
let sent: Carried[];
let seen: unknown[];
let does: (operation: string, input: unknown, call: OutwardCall) => Promise<unknown>;
beforeAll(async () => { [keys, foreign] = [await generateKeyPair('EdDSA'), await generateKeyPair('EdDSA')]; });
beforeEach(() => {
  [clock, sent, seen] = [Date.parse('2026-11-24T08:00:00Z'), [], []];
  does = (operation, input, { key, actor, dossier, traceId }) => { seen.push({ operation, input, key, actor, dossier, traceId }); return Promise.resolve({ registration: 'REG-1', number: 1 }); };
});

const running = (): Running => ({
  proofs: openErrandVerifier(keys), realNow: () => clock, prepare: () => undefined, log: { info: () => undefined, warn: () => undefined, error: (fields) => { seen.push(fields); } },
  ports: {
    of: () => ({ register: { perform: (input: unknown, asked: OutwardCall) => does('register', input, asked), lookUp: (input: unknown, asked: OutwardCall) => does('look', input, asked) }, known: (input: unknown, asked: OutwardCall) => does('known', input, asked) }) as unknown as PortImplementation<typeof ministry>,
    borrow: () => () => undefined, inbound: () => undefined, check: () => Promise.resolve([]),
  },
});
/** Over the bus: as text, and with errors as they come from another node. */
const overTheBus = async (carried: Carried): Promise<unknown> => {
  sent.push(carried);
  try {
    return JSON.parse(JSON.stringify(await runErrand(running(), 'ministry', JSON.parse(JSON.stringify(carried))))) as unknown;
  } catch (error) {
    const { type, code, data, message } = error as { type?: string; code?: number; data?: unknown; message: string };
    throw Object.assign(new Error(message), { type, code, data });
  }
};
const sendingBy = (more: Partial<SendingOptions> = {}) => openSending({
  proofs: openErrandSigner(keys), call: (_action, carried) => overTheBus(carried), isUp: () => true, settingsOf: () => ({ place: 'Brussels' }), now: () => clock + 3_600_000, realNow: () => clock, publicUrl: () => 'https://house.example', withinMs: 10_000, ...more,
});
type Side = { register: { perform: (input: unknown, call: OutwardCall) => Promise<unknown>; lookUp: (input: unknown, call: OutwardCall) => Promise<unknown> }; known: (input: unknown, call: OutwardCall) => Promise<unknown> };
const sideBy = (more?: Partial<SendingOptions>) => farSide('gent', ministry, sendingBy(more)) as unknown as Side;

test('an operation is carried out elsewhere with the same input, key, caller, dossier and trace', async () => {
  expect(await sideBy().register.perform({ sealed: null }, call())).toEqual({ registration: 'REG-1', number: 1 });
  expect(seen).toEqual([{ operation: 'register', input: { sealed: null }, key: 'effect-1', actor: 'official:els.peeters', dossier: 'd1', traceId: 't' }]);
});

test('a look that finds nothing finds nothing elsewhere either', async () => {
  does = () => Promise.resolve(undefined);
  expect(await sideBy().register.lookUp({ sealed: null }, call())).toBeUndefined();
});

test('ciphertext goes along, for the node at the border opens no vault; what is over is over there too', async () => {
  does = (_operation, _input, asked) => asked.sealed('ref-1');
  expect(await sideBy().register.perform({ sealed: 'ref-1' }, call())).toEqual(envelope);
  await expect(sideBy().register.perform({ sealed: 'ref-1' }, call({ sealed: () => Promise.reject(vault.expired()) }))).rejects.toMatchObject({ type: 'vault.expired', data: { retry: 'never' } });
});

test('a failure of the outside system comes back with what may happen next', async () => {
  does = () => Promise.reject(ministryFailures.refused());
  await expect(sideBy().register.perform({ sealed: null }, call())).rejects.toMatchObject({ type: 'ministry.refused', code: 422, data: { retry: 'never' } });
});

test('what broke in a connector elsewhere may have happened, and its words stay there', async () => {
  does = () => Promise.reject(new TypeError('85.07.30-033.28 is not a number'));
  const asked = sideBy().register.perform({ sealed: null }, call());
  await expect(asked).rejects.toMatchObject({ type: 'outside.broken', data: { retry: 'ambiguous' } });
  await expect(asked).rejects.not.toThrow('85.07.30');
  expect(seen).toEqual([{ port: 'ministry', deed: 'perform', error: 'TypeError' }]);
});

test.each([
  ['nobody there', 'SERVICE_NOT_FOUND', 'outside.no-node', 'safe'], ['a node that offers it no more', 'SERVICE_NOT_AVAILABLE', 'outside.no-node', 'safe'],
  ['an answer that never came', 'REQUEST_TIMEOUT', 'outside.node-lost', 'ambiguous'], ['a node that went away', 'REQUEST_REJECTED', 'outside.node-lost', 'ambiguous'], ['an error without a name', undefined, 'outside.node-lost', 'ambiguous'],
])('%s is told as what it leaves open', async (_title, type, failure, retry) => {
  const lost = { call: () => Promise.reject(Object.assign(new Error('bus'), { type })) };
  await expect(sideBy(lost).register.perform({ sealed: null }, call())).rejects.toMatchObject({ type: failure, data: { retry } });
  // To look changes nothing, so it may simply be done again.
  const safe = { data: { retry: 'safe' } };
  await expect(sideBy(lost).register.lookUp({ sealed: null }, call())).rejects.toMatchObject(safe);
  await expect(sideBy(lost).known({}, call())).rejects.toMatchObject(safe);
});

test('while the bus is away nothing is sent: it would arrive when nobody waits for it any more', async () => {
  await expect(sideBy({ isUp: () => false }).register.perform({ sealed: null }, call())).rejects.toMatchObject({ type: 'outside.no-node' });
  expect(sent).toEqual([]);
});

test('what arrives after its time is not done', async () => {
  const late = sideBy({ call: (_action, carried) => { clock += 10_000; return overTheBus(carried); } });
  await expect(late.register.perform({ sealed: null }, call())).rejects.toMatchObject({ type: 'outside.too-late', data: { retry: 'safe' } });
  expect(seen).toEqual([]);
});

test('nothing is done for who does not prove to be of this installation, nor for another municipality, system or time than was signed', async () => {
  await sideBy().register.perform({ sealed: null }, call());
  const [{ errand, proof }] = sent as [Carried];
  seen.length = 0;
  const changed = (from: string, to: string) => ({ errand: errand.replace(from, to), proof });
  const caller = openCallerProofs(keys, openTokenIssuer(keys, new Set(['gent']), () => clock, { has: () => false }), new Set(['gent']), () => clock);
  const foreignSigner = openErrandSigner(foreign);
  for (const [carried, type, reached] of [
    [{}, 'identity.token-missing'], [{ errand }, 'identity.token-missing'], [{ errand, proof: '' }, 'identity.token-forged'], [{ errand, proof: 'x.y.z' }, 'identity.token-forged'],
    [{ errand, proof: await foreignSigner.sign(errand) }, 'identity.token-forged'],
    [{ errand, proof: await caller.vouch({ kind: 'house', actor: 'job:x', municipality: 'gent', scopes: [] }) }, 'identity.token-forged'],
    [changed('"municipality":"gent"', '"municipality":"kortenberg"'), 'identity.token-forged'], [changed('effect-1', 'effect-2'), 'identity.token-forged'], [changed('"until":', '"until":9'), 'identity.token-forged'],
    [{ errand, proof }, 'identity.token-forged', 'bpost'],
  ] as const) await expect(runErrand(running(), reached ?? 'ministry', carried)).rejects.toMatchObject({ type });
  expect(seen).toEqual([]);
  // And its proof lets nobody in anywhere else.
  await expect(caller.verify(proof)).rejects.toMatchObject({ type: 'identity.token-forged' });
});
