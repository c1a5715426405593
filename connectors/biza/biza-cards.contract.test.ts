import { randomUUID } from 'node:crypto';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { cardNumberSchema, makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { bizaSides, bizaSteps, bothHands, chosenCode, device, official, makeBizaKeys, peopleOf, type BizaSide } from './sandbox/biza-sides.ts';
import { codeSetBy, pinBlock, setsCode } from './wire/card-commands.ts';

letAnswersTakeLong();

/** Rules that every BiZa keeps, whichever side of the port it is: from the order of a card to the end. */

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

  const { sealFingers, sealCode, register, impossible, verified, order, open: openFor, activate } = bizaSteps(() => side, () => dossier);

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
      const { activation, script } = await openFor(cardNumber);
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
      const [first, second] = [await openFor(cardNumber), await openFor(cardNumber)];
      expect(second.script).not.toEqual(first.script);
      const responses = first.script.map(() => '9000');
      await expect(side.port.confirmActivation({ dossier, activation: first.activation, responses }, side.call())).rejects.toEqual(fails('refused'));
      await expect(side.port.confirmActivation({ dossier, activation: second.activation, responses }, side.call())).resolves.toBeDefined();
    });
    test('no activation is opened for an unknown card, a card of another dossier, a lost card or an active one', async () => {
      await expect(openFor(makeCardNumber('5910000001'))).rejects.toEqual(fails('unknown-order'));
      const { cardNumber } = await order();
      await expect(side.port.openActivation({ dossier: randomUUID(), cardNumber, sealed: null, official, device }, side.call())).rejects.toEqual(fails('unknown-order'));
      await side.port.annulCard({ dossier, cardNumber, reason: 'lost-in-post' }, side.call());
      await expect(openFor(cardNumber)).rejects.toEqual(fails('refused'));
      const again = await order();
      await activate(again.cardNumber);
      await expect(openFor(again.cardNumber)).rejects.toEqual(fails('refused'));
    });
  });

  describe('the chosen code', () => {
    const setBy = ({ script }: { readonly script: readonly string[] }, cardNumber: string) => script.filter(setsCode).map((command) => codeSetBy(command, cardNumber));
    const give = (cardNumber: string, sealed: string, key?: string) => side.port.registerCode({ dossier, cardNumber, sealed }, side.call(key));

    test('is set on the card by the script, sealed for that card alone; without one the card keeps the code it was made with', async () => {
      const { cardNumber } = await order();
      expect(setBy(await openFor(cardNumber), cardNumber)).toEqual([]);
      const opened = await openFor(cardNumber, await sealCode());
      expect(setBy(opened, cardNumber)).toEqual([pinBlock(chosenCode)]);
      expect(setBy(opened, makeCardNumber('5910000001'))).toEqual([undefined]);
      const others = (await openFor(cardNumber)).script;
      expect(opened.script.filter((command) => !setsCode(command)).map((command) => command.slice(0, 4))).toEqual(others.map((command) => command.slice(0, 4)));
    });
    test('of one key opens one activation, whose script is the same when it is asked again', async () => {
      const { cardNumber } = await order();
      const [key, sealed] = [randomUUID(), await sealCode()];
      const opened = await openFor(cardNumber, sealed, key);
      expect(await openFor(cardNumber, sealed, key)).toEqual(opened);
      await expect(side.port.confirmActivation({ dossier, activation: opened.activation, responses: opened.script.map(() => '9000') }, side.call())).resolves.toBeDefined();
    });
    test.each<[string, () => Promise<string>]>([
      ['for another dossier', () => sealCode(chosenCode, randomUUID())], ['for fingerprints', () => sealCode(chosenCode, dossier, 'fingerprints')], ['with fingerprints in it', () => sealFingers(bothHands)],
      ['with a code that is too short', () => sealCode('12')],
    ])('in an envelope %s neither opens an activation nor is registered, and another one does', async (_what, wrong) => {
      const { cardNumber, order: name } = await order();
      await expect(openFor(cardNumber, await wrong())).rejects.toEqual(fails('unreadable-envelope'));
      await expect(give(cardNumber, await wrong())).rejects.toEqual(fails('unreadable-envelope'));
      expect(await side.port.cardStatus({ order: name }, side.call())).toMatchObject({ status: 'ordered' });
      const sealed = await sealCode();
      await activate(cardNumber, sealed);
      await expect(give(cardNumber, sealed)).resolves.toEqual({});
    });
    test('is registered when it is the one that the card has, and no other', async () => {
      const { cardNumber } = await order();
      await activate(cardNumber, await sealCode());
      await expect(give(cardNumber, await sealCode('1357'))).rejects.toEqual(fails('refused'));
      await expect(give(cardNumber, await sealCode())).resolves.toEqual({});
    });
    test('is replaced on an active card until the renewal is closed, and the card is active since the same moment', async () => {
      const { cardNumber, order: name } = await order();
      const { activatedAt } = await activate(cardNumber, await sealCode());
      await expect(openFor(cardNumber)).rejects.toEqual(fails('refused'));
      side.world.goTo('2026-11-25');
      const opened = await openFor(cardNumber, await sealCode('1357'));
      expect(setBy(opened, cardNumber)).toEqual([pinBlock('1357')]);
      // Not before the card has said that it was set.
      await expect(give(cardNumber, await sealCode('1357'))).rejects.toEqual(fails('refused'));
      expect(await side.port.confirmActivation({ dossier, activation: opened.activation, responses: opened.script.map(() => '9000') }, side.call())).toEqual({ activatedAt });
      expect(await side.port.cardStatus({ order: name }, side.call())).toMatchObject({ status: 'activated', since: activatedAt });
      await expect(give(cardNumber, await sealCode('1357'))).resolves.toEqual({});
      await side.port.closeRenewal({ dossier, order: name, closedOn: '2026-11-25' }, side.call());
      await expect(openFor(cardNumber, await sealCode())).rejects.toEqual(fails('refused'));
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
});
