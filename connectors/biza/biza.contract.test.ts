import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { cardNumberSchema, makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import { bizaConfig } from './biza.config.ts';
import { biza, type finger } from './biza.port.ts';
import { liveBiza } from './live/live-biza.ts';
import { openBiza } from './sandbox/open-biza.ts';
import { restSettingsIn, servedBiza } from './sandbox/served/serve-biza.ts';
import { bizaKeys } from './sandbox/served/biza-keys.ts';

/** Rules that every BiZa keeps, whichever side of the port it is. */

type Finger = z.output<typeof finger>;
interface Side {
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

// Made once: each side of each test has a copy.
const keys = mkdtempSync(join(tmpdir(), 'biza-keys-'));
beforeAll(async () => {
  await sealForBiza(keys, randomBytes(1), { dossier: randomUUID(), purpose: 'code' });
  await bizaKeys.open(join(keys, 'biza'), Date.now());
}, 60_000);
afterAll(() => rmSync(keys, { recursive: true }));

function openWorld() {
  const bench = sandboxBench(bizaConfig.parse({}), instantOf('2026-11-24', '10:00'));
  copyFileSync(join(keys, 'biza-test-keys.json'), join(bench.env.folder, 'biza-test-keys.json'));
  const sandbox = openBiza(bench.env);
  const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
  const world: Side['world'] = {
    putPerson: (person) => pull('put-person', { firstNames: ['Test', 'Jean Marie'], lastName: 'Person & Zoon', nisCode: '24055', ...person }),
    replaceNumber: (from, to) => pull('replace-number', { from, to }),
    authorise: (holder, reference, act, validFrom, validUntil) => pull('put-authorisation', { holder, reference, act, validFrom, validUntil }),
    withdraw: (holder, reference, act) => pull('withdraw-authorisation', { holder, reference, act }),
    seal: async (content, boundTo) => bench.keep(await sealForBiza(bench.env.folder, Buffer.from(JSON.stringify(content)), boundTo)),
    goTo: (day) => bench.goTo(instantOf(day, '10:00')),
  };
  return { bench, sandbox, world, close: () => { sandbox.close(); bench.remove(); } };
}

function inProcess(): Promise<Side> {
  const { bench, sandbox, world, close } = openWorld();
  return Promise.resolve({ port: sandbox.implementation, call: bench.call, world, close: () => Promise.resolve(close()) });
}

/** The live side, pointed at the sandbox behind its wire. */
function overWire(flavour: 'soap' | 'rest') {
  return async (): Promise<Side> => {
    const { bench, sandbox, world, close } = openWorld();
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

const insz = makeInsz('1960-05-01', 3, { testPerson: true });
const official = 'els.peeters';
const device = 'tablet-1';
const bothHands: Finger[] = ['left-index', 'right-index'];
const fails = (type: string) => expect.objectContaining({ type: `biza.${type}` });

describe.each([['the sandbox inside the process', inProcess], ['the live side over SOAP', overWire('soap')], ['the live side over REST', overWire('rest')]])('%s', (_name, open) => {
  let side: Side;
  let dossier: string;

  beforeEach(async () => {
    side = await open();
    dossier = randomUUID();
    await side.world.putPerson({ insz, birthDate: '1960-05-01' });
    for (const act of ['capture-biometrics', 'activate-card']) {
      await side.world.authorise('municipality', '24055', act, '2026-01-01', '2027-12-31');
      await side.world.authorise('official', official, act, '2026-01-01', '2027-06-30');
      await side.world.authorise('device', device, act, '2026-01-01', '2027-12-31');
    }
  });
  afterEach(() => side.close());

  type Purpose = SealedEnvelope['boundTo']['purpose'];
  const sealFingers = (fingers: Finger[], bound = dossier, purpose: Purpose = 'fingerprints') => side.world.seal(
    { version: 1, fingers: fingers.map((finger) => ({ finger, minutiae: randomBytes(64).toString('base64') })) }, { dossier: bound, purpose },
  );
  const sealCode = (bound = dossier, purpose: Purpose = 'code') => side.world.seal({ version: 1, code: '2468' }, { dossier: bound, purpose });
  type Registered = Parameters<typeof side.port.registerBiometrics>[0];
  const register = async (changes: Partial<Registered> = {}, key?: string) => side.port.registerBiometrics(
    { dossier, insz, outcome: 'captured', fingers: bothHands, sealed: 'sealed' in changes ? null : await sealFingers(bothHands), official, device, ...changes }, side.call(key),
  );
  const impossible = (outcome: 'temporarily-impossible' | 'permanently-impossible') => register({ outcome, fingers: [], sealed: null });
  const verified = async (registering: Promise<{ registration: string }> = register()) => {
    const { registration } = await registering;
    expect(await side.port.verifyBiometrics({ dossier, registration }, side.call())).toEqual({ verdict: 'verified', reason: null });
    return registration;
  };
  type Ordered = Parameters<typeof side.port.orderCard>[0];
  const order = async (changes: Partial<Ordered> = {}, key?: string) => side.port.orderCard({
    dossier, insz, registration: changes.registration ?? await verified(), procedure: 'urgent', outcome: 'captured', certificates: 'authentication-and-signature', validityMonths: 120, ...changes,
  }, side.call(key));
  const activate = async (cardNumber: string) => {
    const { activation, script } = await side.port.openActivation({ dossier, cardNumber, official, device }, side.call());
    return side.port.confirmActivation({ dossier, activation, responses: script.map(() => '9000') }, side.call());
  };

  describe('persons', () => {
    test('a person is answered under the number in force, whatever number is asked', async () => {
      const next = makeInsz('1960-05-01', 5, { testPerson: true });
      await side.world.replaceNumber(insz, next);
      expect(await side.port.person({ insz }, side.call())).toMatchObject({ insz: next, birthDate: '1960-05-01' });
      expect(await side.port.person({ insz: next }, side.call())).toMatchObject({ insz: next });
    });
    test.each([[['An']], [['An', 'Jean Marie']]])('a person has the first names %j, no more and no fewer', async (firstNames) => {
      await side.world.putPerson({ insz, birthDate: '1960-05-01', firstNames });
      expect(await side.port.person({ insz }, side.call())).toMatchObject({ insz, firstNames, lastName: 'Person & Zoon', nisCode: '24055', deceased: false });
    });
    test('nobody is answered for a number that nobody has', async () => {
      expect(await side.port.person({ insz: makeInsz('1999-01-01', 7, { testPerson: true }) }, side.call())).toBeNull();
    });
    test('nothing is registered or ordered under a replaced number', async () => {
      const registration = await verified();
      await side.world.replaceNumber(insz, makeInsz('1960-05-01', 5, { testPerson: true }));
      await expect(register()).rejects.toEqual(fails('number-replaced'));
      await expect(order({ registration })).rejects.toEqual(fails('number-replaced'));
    });
    test('who was registered under the old number may be ordered for under the new one', async () => {
      const next = makeInsz('1960-05-01', 5, { testPerson: true });
      const registration = await verified();
      await side.world.replaceNumber(insz, next);
      await expect(order({ insz: next, registration })).resolves.toMatchObject({ order: expect.any(String) });
    });
    test('nothing is registered for a person whom BiZa does not know', async () => {
      await expect(register({ insz: makeInsz('1999-01-01', 7, { testPerson: true }) })).rejects.toEqual(fails('unknown-person'));
    });
    test('nothing is registered for a deceased person', async () => {
      await side.world.putPerson({ insz, birthDate: '1960-05-01', deceased: true });
      await expect(register()).rejects.toEqual(fails('refused'));
    });
  });

  describe('authorisations', () => {
    test('are answered per holder and act, with their period', async () => {
      const { authorisations } = await side.port.authorisations({ holder: 'official', reference: official }, side.call());
      expect(authorisations).toContainEqual({ act: 'activate-card', validFrom: '2026-01-01', validUntil: '2027-06-30', withdrawn: false });
      expect(authorisations).toHaveLength(2);
      await side.world.authorise('device', 'tablet-2', 'activate-card', '2026-01-01', '2027-12-31');
      expect((await side.port.authorisations({ holder: 'device', reference: 'tablet-2' }, side.call())).authorisations).toHaveLength(1);
      expect(await side.port.authorisations({ holder: 'device', reference: 'unknown' }, side.call())).toEqual({ authorisations: [] });
    });
    test.each([
      ['an official without one', { official: 'jan.janssens' }], ['a device without one', { device: 'tablet-9' }],
    ])('%s is refused, at fingerprints and at activation', async (_who, who) => {
      await expect(register(who)).rejects.toEqual(fails('not-authorised'));
      const { cardNumber } = await order();
      await expect(side.port.openActivation({ dossier, cardNumber, official, device, ...who }, side.call())).rejects.toEqual(fails('not-authorised'));
    });
    test('one that was withdrawn is still shown, and counts no more', async () => {
      await side.world.withdraw('official', official, 'capture-biometrics');
      const { authorisations } = await side.port.authorisations({ holder: 'official', reference: official }, side.call());
      expect(authorisations).toContainEqual(expect.objectContaining({ act: 'capture-biometrics', withdrawn: true }));
      await expect(register()).rejects.toEqual(fails('not-authorised'));
    });
    test('one counts on the last day of its period and not on the day after', async () => {
      side.world.goTo('2027-06-30');
      await expect(register()).resolves.toBeDefined();
      side.world.goTo('2027-07-01');
      await expect(register()).rejects.toEqual(fails('not-authorised'));
    });
    test('a municipality without one is refused', async () => {
      await side.world.withdraw('municipality', '24055', 'capture-biometrics');
      await expect(register()).rejects.toEqual(fails('not-authorised'));
    });
    test('a bpost employee may activate a card and never takes fingerprints, whatever he holds', async () => {
      for (const act of ['capture-biometrics', 'activate-card']) await side.world.authorise('bpost-employee', 'bp-77', act, '2026-01-01', '2027-12-31');
      await expect(register({ official: 'bp-77' })).rejects.toEqual(fails('not-authorised'));
      const { cardNumber } = await order();
      await expect(side.port.openActivation({ dossier, cardNumber, official: 'bp-77', device }, side.call())).resolves.toBeDefined();
    });
  });

  describe('fingerprints', () => {
    test('one key registers once and gets the same registration', async () => {
      const key = randomUUID();
      expect(await register({}, key)).toEqual(await register({}, key));
    });
    test('captured prints come in an envelope; the exceptions come without prints and without envelope', async () => {
      const sealed = await sealFingers(bothHands);
      await expect(register({ sealed: null })).rejects.toEqual(fails('refused'));
      await expect(register({ fingers: [] })).rejects.toEqual(fails('refused'));
      for (const outcome of ['temporarily-impossible', 'permanently-impossible'] as const) {
        await expect(register({ outcome, fingers: bothHands, sealed: null })).rejects.toEqual(fails('refused'));
        await expect(register({ outcome, fingers: [], sealed })).rejects.toEqual(fails('refused'));
        await expect(impossible(outcome)).resolves.toBeDefined();
      }
    });
    test('an envelope bound to another dossier or purpose is not opened', async () => {
      await expect(register({ sealed: await sealFingers(bothHands, randomUUID()) })).rejects.toEqual(fails('unreadable-envelope'));
      await expect(register({ sealed: await sealFingers(bothHands, dossier, 'code') })).rejects.toEqual(fails('unreadable-envelope'));
      await expect(register({ sealed: await sealCode() })).rejects.toEqual(fails('unreadable-envelope'));
    });
    test('an envelope that holds no fingerprints is not accepted', async () => {
      const sealed = await side.world.seal({ version: 1, fingers: [] }, { dossier, purpose: 'fingerprints' });
      await expect(register({ sealed })).rejects.toEqual(fails('unreadable-envelope'));
    });
    test('a finger that is named but not in the envelope is found at the verification', async () => {
      const { registration } = await register({ sealed: await sealFingers(['left-index']) });
      expect(await side.port.verifyBiometrics({ dossier, registration }, side.call())).toMatchObject({ verdict: 'rejected', reason: expect.any(String) });
      await expect(order({ registration })).rejects.toEqual(fails('refused'));
    });
    test('a registration is verified for its own dossier only', async () => {
      const { registration } = await register();
      await expect(side.port.verifyBiometrics({ dossier: randomUUID(), registration }, side.call())).rejects.toEqual(fails('refused'));
    });
    test('no prints are taken of a child under 12', async () => {
      const child = makeInsz('2014-11-25', 3, { testPerson: true });
      await side.world.putPerson({ insz: child, birthDate: '2014-11-25' });
      await expect(register({ insz: child })).rejects.toEqual(fails('refused'));
      side.world.goTo('2026-11-25');
      await expect(register({ insz: child })).resolves.toBeDefined();
    });
  });

  describe('orders', () => {
    test('one key orders one card, with a valid number and a day on which it is expected', async () => {
      const key = randomUUID();
      const registration = await verified();
      const ordered = await order({ registration }, key);
      expect(await order({ registration }, key)).toEqual(ordered);
      expect(cardNumberSchema.safeParse(ordered.cardNumber).success).toBe(true);
      expect(ordered.expectedOn > '2026-11-24').toBe(true);
    });
    test('the urgent procedure is faster than the normal one', async () => {
      const urgent = await order();
      dossier = randomUUID();
      expect(urgent.expectedOn < (await order({ procedure: 'normal' })).expectedOn).toBe(true);
    });
    test('a dossier gets a second card only when the first was lost or destroyed', async () => {
      const { cardNumber } = await order();
      await expect(order()).rejects.toEqual(fails('refused'));
      await side.port.annulCard({ dossier, cardNumber, reason: 'lost-in-post' }, side.call());
      expect((await order()).cardNumber).not.toBe(cardNumber);
    });
    test('no card is ordered on biometrics that were not verified, or of another outcome', async () => {
      const { registration } = await register();
      await expect(order({ registration })).rejects.toEqual(fails('refused'));
      await expect(order({ outcome: 'permanently-impossible' })).rejects.toEqual(fails('refused'));
      await expect(order({ registration: 'unknown' })).rejects.toEqual(fails('refused'));
    });
    test('a card without prints that are impossible for now is valid 12 months, one without prints for good as long as any', async () => {
      const temporary = { outcome: 'temporarily-impossible', registration: await verified(impossible('temporarily-impossible')) } as const;
      await expect(order({ ...temporary, validityMonths: 120 })).rejects.toEqual(fails('refused'));
      await expect(order({ ...temporary, validityMonths: 12 })).resolves.toBeDefined();
      dossier = randomUUID();
      await expect(order({ outcome: 'permanently-impossible', registration: (await impossible('permanently-impossible')).registration })).resolves.toBeDefined();
    });
    test.each([
      ['2010-06-01', 'authentication', 72], ['1960-05-01', 'authentication-and-signature', 120], ['1940-05-01', 'authentication-and-signature', 360],
    ] as const)('who is born on %s gets %s for %i months and nothing else', async (birthDate, certificates, validityMonths) => {
      const citizen = makeInsz(birthDate, 9, { testPerson: true });
      await side.world.putPerson({ insz: citizen, birthDate });
      const asked = { insz: citizen, registration: await verified(register({ insz: citizen })) };
      const otherCertificates = certificates === 'authentication' ? 'authentication-and-signature' : 'authentication';
      await expect(order({ ...asked, certificates: otherCertificates, validityMonths })).rejects.toEqual(fails('refused'));
      await expect(order({ ...asked, certificates, validityMonths: validityMonths + 12 > 360 ? 12 : validityMonths + 12 })).rejects.toEqual(fails('refused'));
      await expect(order({ ...asked, certificates, validityMonths })).resolves.toBeDefined();
    });
    test('asking for a status changes nothing; of an unknown order there is none', async () => {
      const { order: name, expectedOn } = await order();
      const before = await side.port.cardStatus({ order: name }, side.call());
      expect(before).toMatchObject({ status: 'ordered', expectedOn });
      expect(await side.port.cardStatus({ order: name }, side.call())).toEqual(before);
      await expect(side.port.cardStatus({ order: 'unknown' }, side.call())).rejects.toEqual(fails('unknown-order'));
    });
    test('a card is at the municipality on the day it is expected', async () => {
      const { order: name, expectedOn } = await order();
      side.world.goTo(expectedOn);
      expect(await side.port.cardStatus({ order: name }, side.call())).toMatchObject({ status: 'at-municipality' });
    });
    test('a lost card is lost, an unclaimed one destroyed; the card of another dossier is neither', async () => {
      const { cardNumber, order: name } = await order();
      dossier = randomUUID();
      await expect(side.port.annulCard({ dossier, cardNumber, reason: 'lost-in-post' }, side.call())).rejects.toEqual(fails('unknown-order'));
      const second = await order();
      await side.port.annulCard({ dossier, cardNumber: second.cardNumber, reason: 'lost-in-post' }, side.call());
      expect(await side.port.cardStatus({ order: second.order }, side.call())).toMatchObject({ status: 'lost' });
      expect(await side.port.cardStatus({ order: name }, side.call())).toMatchObject({ status: 'ordered' });
    });
    test('the old card is annulled, also one that BiZa ordered for no dossier of ours; twice is no harm', async () => {
      const old = { dossier, cardNumber: makeCardNumber('5910000001'), reason: 'replaced' } as const;
      await expect(side.port.annulCard(old, side.call())).resolves.toEqual({});
      await expect(side.port.annulCard(old, side.call())).resolves.toEqual({});
    });
  });

  describe('activation', () => {
    test('a card is active once it has answered every command of this very activation', async () => {
      const { cardNumber, order: name } = await order();
      const { activation, script } = await side.port.openActivation({ dossier, cardNumber, official, device }, side.call());
      const confirm = (responses: string[], key?: string) => side.port.confirmActivation({ dossier, activation, responses }, side.call(key));
      await expect(confirm(script.slice(1).map(() => '9000'))).rejects.toEqual(fails('refused'));
      await expect(confirm(script.map((_, at) => (at === 1 ? '6982' : '9000')))).rejects.toEqual(fails('refused'));
      const key = randomUUID();
      const answer = await confirm(script.map(() => '9000'), key);
      expect(await confirm(script.map(() => '9000'), key)).toEqual(answer);
      expect(await side.port.cardStatus({ order: name }, side.call())).toMatchObject({ status: 'activated' });
    });
    test('an activation that was opened anew makes the one before it worthless', async () => {
      const { cardNumber } = await order();
      const first = await side.port.openActivation({ dossier, cardNumber, official, device }, side.call());
      const second = await side.port.openActivation({ dossier, cardNumber, official, device }, side.call());
      expect(second.script).not.toEqual(first.script);
      const responses = first.script.map(() => '9000');
      await expect(side.port.confirmActivation({ dossier, activation: first.activation, responses }, side.call())).rejects.toEqual(fails('refused'));
      await expect(side.port.confirmActivation({ dossier, activation: second.activation, responses }, side.call())).resolves.toBeDefined();
    });
    test('no activation is opened for an unknown card, a card of another dossier, a lost card or an active one', async () => {
      const openFor = (cardNumber: string, bound = dossier) => side.port.openActivation({ dossier: bound, cardNumber, official, device }, side.call());
      await expect(openFor(makeCardNumber('5910000001'))).rejects.toEqual(fails('unknown-order'));
      const { cardNumber } = await order();
      await expect(openFor(cardNumber, randomUUID())).rejects.toEqual(fails('unknown-order'));
      await side.port.annulCard({ dossier, cardNumber, reason: 'lost-in-post' }, side.call());
      await expect(openFor(cardNumber)).rejects.toEqual(fails('refused'));
      const again = await order();
      await activate(again.cardNumber);
      await expect(openFor(again.cardNumber)).rejects.toEqual(fails('refused'));
    });
    test('a code is taken in an envelope for this dossier and for codes, and nothing else', async () => {
      const { cardNumber } = await order();
      const give = async (sealed: string, key?: string) => side.port.registerCode({ dossier, cardNumber, sealed }, side.call(key));
      await expect(give(await sealCode(randomUUID()))).rejects.toEqual(fails('unreadable-envelope'));
      await expect(give(await sealCode(dossier, 'fingerprints'))).rejects.toEqual(fails('unreadable-envelope'));
      await expect(give(await sealFingers(bothHands))).rejects.toEqual(fails('unreadable-envelope'));
      await expect(give(await side.world.seal({ version: 1, code: '12' }, { dossier, purpose: 'code' }))).rejects.toEqual(fails('unreadable-envelope'));
      await expect(give(await sealCode())).resolves.toEqual({});
    });
  });

  describe('the end', () => {
    const closedOn = '2026-12-01';
    test('a renewal is closed once its card is active, not before, and for its own dossier only', async () => {
      const { cardNumber, order: name } = await order();
      await expect(side.port.closeRenewal({ dossier, order: name, closedOn }, side.call())).rejects.toEqual(fails('refused'));
      await activate(cardNumber);
      await expect(side.port.closeRenewal({ dossier: randomUUID(), order: name, closedOn }, side.call())).rejects.toEqual(fails('unknown-order'));
      await expect(side.port.closeRenewal({ dossier, order: 'unknown', closedOn }, side.call())).rejects.toEqual(fails('unknown-order'));
      await expect(side.port.closeRenewal({ dossier, order: name, closedOn }, side.call())).resolves.toEqual({});
    });
    test('an unclaimed card is destroyed; an active one is not unclaimed', async () => {
      const { order: name } = await order();
      await side.port.reportUnclaimed({ dossier, order: name, destroyedOn: '2027-03-01' }, side.call());
      expect(await side.port.cardStatus({ order: name }, side.call())).toMatchObject({ status: 'destroyed' });
      const again = await order();
      await activate(again.cardNumber);
      await expect(side.port.reportUnclaimed({ dossier, order: again.order, destroyedOn: '2027-03-01' }, side.call())).rejects.toEqual(fails('refused'));
    });
  });

  test('every answer has the shape that the port declares', async () => {
    const registered = await register();
    expect(biza.operations.registerBiometrics.output.safeParse(registered).success).toBe(true);
    const ordered = await order({ registration: await verified(Promise.resolve(registered)) });
    expect(biza.operations.orderCard.output.safeParse(ordered).success).toBe(true);
    expect(biza.operations.person.output.safeParse(await side.port.person({ insz }, side.call())).success).toBe(true);
    expect(biza.operations.cardStatus.output.safeParse(await side.port.cardStatus({ order: ordered.order }, side.call())).success).toBe(true);
  });
});
