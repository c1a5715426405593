import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { inGent, outboxOf } from '#tools/test-house/look-inside.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit, type ScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { els, good, firstVisitSteps } from '#tools/test-house/first-visit.ts';
import { orders } from './biometrics.store.ts';

let t: TestHouse;

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

const { reader, act, show, envelopesOf, fault, movesOf, anIdentifiedVisit, putFingers, aVerifiedVisit, ordersOf, stuckOf, replay } = firstVisitSteps(() => t);

test.each([['2012-01-15', 'minor'], ['2005-01-15', 'adult'], ['1945-01-15', 'elder']])('BiZa takes the order of a citizen born on %s: %s', async (birthDay) => {
  const visit = await aVerifiedVisit({ birthDay });
  expect(await act('order', visit)).toMatchObject({ state: 'ordered', exception: null });
});

describe('BiZa', () => {
  test('rejects the prints: they are taken again, and what was rejected is gone', async () => {
    const visit = await anIdentifiedVisit();
    await t.pull('biza', 'reject-next-biometrics', { times: 1 });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'identified', registration: 'rejected', rejection: 'quality-insufficient', fingers: [], nextFingers: ['left-index', 'right-index'] });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified', rejection: null });
    expect(await envelopesOf(visit)).toBe(0);
    expect((await movesOf(visit)).slice(-4)).toEqual(['capture', 'reject-biometrics', 'capture', 'verify']);
  });

  test('is down while the prints are registered: they are kept until BiZa has them, and it goes on by itself', async () => {
    const visit = await anIdentifiedVisit();
    await fault('biza', 'registerBiometrics', 'slow', 1);
    await act('capture', visit);
    await t.idle();
    await t.pull('devices', 'put-fingers', { device: visit.device, fingers: [{ finger: 'left-index', quality: 90 }, { finger: 'right-index', quality: 88 }] });
    await until(async () => (await show(visit)).registration === 'sending');
    expect(await envelopesOf(visit)).toBe(1);
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'verified' });
    expect(await envelopesOf(visit)).toBe(0);

    const next = await anIdentifiedVisit();
    await fault('biza', 'registerBiometrics', 'down', 3);
    expect(await putFingers(next, good)).toMatchObject({ state: 'verified', exception: null });
    expect(await outboxOf(t, { dossier: next.dossier, name: 'biza.registerBiometrics' })).toMatchObject([{ state: 'done', attempts: 4 }]);
    expect(await envelopesOf(next)).toBe(0);
  });

  test.each(['registerBiometrics', 'verifyBiometrics', 'orderCard'])('answers %s too late: it happens once', async (operation) => {
    const visit = await anIdentifiedVisit();
    await fault('biza', operation, 'answers-late', 1);
    await putFingers(visit, good);
    await act('order', visit);
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'ordered' });
    expect(await ordersOf(visit)).toHaveLength(1);
    const { entries } = await t.pull<{ entries: { operation: string }[] }>('biza', 'ledger', { dossier: visit.dossier });
    expect(entries.filter((entry) => entry.operation === operation)).toHaveLength(1);
  });

  test.each(['registerBiometrics', 'verifyBiometrics'])('refuses %s: it stands on the exception list, and a replay carries it on', async (operation) => {
    const visit = await anIdentifiedVisit();
    await fault('biza', operation, 'refuses', 1);
    expect(await putFingers(visit, good)).toMatchObject({ state: 'captured', exception: 'biza.refused' });
    expect(await stuckOf(visit)).toMatchObject([{ name: `biza.${operation}` }]);
    await replay(visit);
    expect(await show(visit)).toMatchObject({ state: 'verified', exception: null });
    expect(await envelopesOf(visit)).toBe(0);
  });

  test('refuses the order: it is not ordered twice, and a replay carries it on', async () => {
    const visit = await aVerifiedVisit();
    await fault('biza', 'orderCard', 'refuses', 1);
    expect(await act('order', visit)).toMatchObject({ state: 'verified', ordering: 'failed', exception: 'biza.refused' });
    await expect(act('order', visit)).rejects.toMatchObject({ type: 'biometrics.waits-for-a-person' });
    await replay(visit);
    expect(await show(visit)).toMatchObject({ state: 'ordered', ordering: 'ordered', exception: null });
    expect(await ordersOf(visit)).toHaveLength(1);
  });

  test('cannot find the ciphertext any more: the prints are taken again', async () => {
    const visit = await anIdentifiedVisit();
    await fault('biza', 'registerBiometrics', 'refuses', 1);
    await putFingers(visit, good);
    await inGent(t, (work) => work.remove(sealedEnvelopes, { dossier: visit.dossier }));
    await replay(visit);
    expect(await show(visit)).toMatchObject({ state: 'identified', registration: 'rejected', rejection: 'envelope-gone', exception: null });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified' });
  });

  test('gets one order of a card, however often the official presses', async () => {
    const visit = await aVerifiedVisit();
    const answers = await Promise.allSettled([act('order', visit), act('order', visit), act('order', visit)]);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await show(visit)).toMatchObject({ state: 'ordered' });
    expect(await ordersOf(visit)).toHaveLength(1);
    expect(await reader().count(orders, { dossier: visit.dossier })).toBe(1);
  });
});

describe('a national number that was replaced meanwhile', () => {
  const another = (() => { let serial = 500; return () => makeInsz('1958-03-14', serial += 1, { testPerson: true }); })();
  const numberOf = async ({ dossier }: ScheduledVisit) => inszOf(reader(), (await dossierOf(reader(), dossier)).person);

  test('is followed while the prints are registered', async () => {
    const visit = await anIdentifiedVisit();
    const insz = another();
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: insz });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'verified', exception: null });
    expect(await numberOf(visit)).toBe(insz);
    expect(await envelopesOf(visit)).toBe(0);
  });

  test('is followed while the card is ordered', async () => {
    const visit = await aVerifiedVisit();
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: another() });
    await act('order', visit);
    await t.idle();
    expect(await show(visit)).toMatchObject({ state: 'ordered', exception: null });
    expect(await ordersOf(visit)).toHaveLength(1);
  });

  test('but is somebody else\'s here, waits for a person', async () => {
    const visit = await anIdentifiedVisit();
    const { citizen } = await aScheduledVisit(t);
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: citizen.insz });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'captured', registration: 'failed', exception: 'person.numbers-conflict' });
    expect(await numberOf(visit)).toBe(visit.citizen.insz);
    expect(await stuckOf(visit)).toMatchObject([{ failure: 'biza.number-replaced' }]);
  });

  test('an old card bears the old number and still verifies the identity', async () => {
    const visit = await anIdentifiedVisit();
    await t.pull('biza', 'replace-number', { from: visit.citizen.insz, to: another() });
    await t.pull('biza', 'reject-next-biometrics', { times: 1 });
    expect(await putFingers(visit, good)).toMatchObject({ state: 'identified', rejection: 'quality-insufficient' });
    expect(await act('identify', visit)).toMatchObject({ view: { identity: 'card' } });
  });
});

test('a card that was lost in the post is ordered anew without another visit, and the second one counts', async () => {
  const visit = await aVerifiedVisit();
  await act('order', visit);
  await t.idle();
  await t.call('delivery.reportLost', { dossier: visit.dossier }, els);
  await t.idle();
  expect(await show(visit)).toMatchObject({ state: 'card-lost' });
  expect(await act('order', visit)).toMatchObject({ state: 'ordered', ordering: 'ordered' });
  const [lost, second] = await ordersOf(visit);
  expect(second?.cardNumber).not.toBe(lost?.cardNumber);
  expect((await show(visit)).order?.order).toBe(second?.order);
});

test('an ordered card that nobody waits for any more is seen by a person', async () => {
  const visit = await aVerifiedVisit();
  await fault('biza', 'orderCard', 'refuses', 1);
  await act('order', visit);
  await t.call('request.refer', { dossier: visit.dossier, reason: 'citizen-asked' }, as('clerk'));
  await replay(visit);
  expect(await show(visit)).toMatchObject({ ordering: 'ordered', exception: 'biometrics.ordered-in-vain' });
});


/** Looks until it is so: the house works on meanwhile. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise(setImmediate);
}
