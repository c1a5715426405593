import { randomUUID } from 'node:crypto';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { biza } from './biza.port.ts';
import { bizaSides, bizaSteps, bothHands, device, insz, official, makeBizaKeys, peopleOf, type BizaSide } from './sandbox/biza-sides.ts';

letAnswersTakeLong();

/** Rules that every BiZa keeps, whichever side of the port it is: persons, authorisations, prints. */

const fails = (type: string) => expect.objectContaining({ type: `biza.${type}` });

let keys: Awaited<ReturnType<typeof makeBizaKeys>>;
beforeAll(async () => { keys = await makeBizaKeys(); }, 60_000);
afterAll(() => keys.remove());

describe.each(bizaSides)('%s', (_name, open) => {
  let side: BizaSide;
  let dossier: string;

  beforeEach(async () => {
    side = await open(keys.folder);
    dossier = randomUUID();
    await peopleOf(side);
  });
  afterEach(() => side.close());

  const { sealFingers, sealCode, register, impossible, verified, order } = bizaSteps(() => side, () => dossier);

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
      await expect(side.port.openActivation({ dossier, cardNumber, sealed: null, official, device, ...who }, side.call())).rejects.toEqual(fails('not-authorised'));
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
      await expect(side.port.openActivation({ dossier, cardNumber, sealed: null, official: 'bp-77', device }, side.call())).resolves.toBeDefined();
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

  test('every answer has the shape that the port declares', async () => {
    const registered = await register();
    expect(biza.operations.registerBiometrics.output.safeParse(registered).success).toBe(true);
    const ordered = await order({ registration: await verified(Promise.resolve(registered)) });
    expect(biza.operations.orderCard.output.safeParse(ordered).success).toBe(true);
    expect(biza.operations.person.output.safeParse(await side.port.person({ insz }, side.call())).success).toBe(true);
    expect(biza.operations.cardStatus.output.safeParse(await side.port.cardStatus({ order: ordered.order }, side.call())).success).toBe(true);
  });
});
