import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { device, goTo, insertNewCard } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, chooseCodeAtTheDoor, dossierOf } from '#tools/test-house/second-visit.ts';
import { delivery as contract } from './delivery.contract.ts';

jest.setTimeout(30_000);
let t: TestHouse;
const delivery = (action: string, input: object) => callDelivery(t, action, input);
const fault = (port: string, operation: string, kind: string | null, times: number | null = null) => t.pull(port, 'fault', { operation, kind, times });
const moves = async (dossier: string) => (await dossierOf(t, dossier)).timeline.map(({ move }) => move);
const times = async (dossier: string, operation: string) => (await t.pull<{ entries: readonly { operation: string }[] }>('biza', 'ledger', { dossier })).entries.filter((entry) => entry.operation === operation).length;
const replayAll = async () => {
  const { exceptions } = await t.call<{ exceptions: readonly { item: string }[] }>('exceptions.list', {}, as('administrator'));
  await t.call('exceptions.replay', { items: exceptions.map(({ item }) => item), why: 'mended' }, as('administrator'));
  await t.idle();
};

beforeAll(async () => {
  // Nobody waits long for a BiZa that is away.
  t = await openTestHouse({ settings: [{ contract, settings: { waitSeconds: 1 } }], house: { retries: { baseMs: 10, longestMs: 50, attempts: 100 } } });
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

/** The code is chosen and the new card lies in the reader. */
async function readyToActivate() {
  const received = await aReceivedCard(t);
  await goTo(t, received.start);
  await chooseCodeAtTheDoor(t, received);
  await insertNewCard(t, received);
  return received;
}

test('when BiZa is away the deliverer is told to wait, and the activation ends by itself when it is back', async () => {
  const { dossier } = await readyToActivate();
  await fault('biza', 'openActivation', 'down');
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'handing-over', activation: 'opening' });
  await fault('biza', 'openActivation', null);
  await fault('biza', 'confirmActivation', 'down');
  await t.idle();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'handing-over', activation: 'confirming' });
  await expect(delivery('failAttempt', { dossier, reason: 'biza-away' })).rejects.toMatchObject({ type: 'delivery.activation-under-way' });
  await fault('biza', 'confirmActivation', null);
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'code-registered', activation: 'active' });
});

test('answers of BiZa that come too late, and a slow device, activate once', async () => {
  const { dossier } = await readyToActivate();
  const once = ['openActivation', 'confirmActivation', 'registerCode', 'annulCard'];
  for (const operation of once) await fault('biza', operation, 'answers-late', 1);
  await fault('devices', 'runScript', 'down', 3);
  await delivery('activate', { dossier });
  await t.idle();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect((await moves(dossier)).filter((move) => move === 'activate')).toHaveLength(1);
  for (const operation of once) expect(await times(dossier, operation)).toBe(1);
});

test('when BiZa refuses, the deliverer may ask again at once, and everything goes on after a person has had all that was refused done again', async () => {
  const { dossier } = await readyToActivate();
  await fault('biza', 'openActivation', 'refuses', 1);
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'failed' });
  await fault('biza', 'confirmActivation', 'refuses', 1);
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'failed' });
  await replayAll();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered', activation: 'active' });
});

test('an activation that BiZa confirms after the visit was given up is completed by the next visit', async () => {
  const visit = await readyToActivate();
  const { dossier } = visit;
  await fault('biza', 'confirmActivation', 'refuses', 1);
  await delivery('activate', { dossier });
  await delivery('failAttempt', { dossier, reason: 'biza-refuses' });
  await replayAll();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'delivery-failed', card: { status: 'activated' } });

  const { moments } = await t.call<{ moments: readonly { start: number }[] }>('delivery.moments', { dossier, by: 'official' }, as('official'));
  const start = moments[0]?.start ?? 0;
  await delivery('plan', { dossier, by: 'official', start });
  await goTo(t, start);
  await chooseCodeAtTheDoor(t, visit);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await times(dossier, 'openActivation')).toBe(1);
});

test('a code that BiZa cannot read is chosen again, on the card that is active already', async () => {
  const { dossier } = await readyToActivate();
  await t.house.engine.store.transaction('gent', (tables) => tables.remove(sealedEnvelopes, { dossier, purpose: 'code' }));
  await delivery('activate', { dossier });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'activated', activation: 'active', code: 'failed' });

  await delivery('startVisit', { dossier, device });
  await delivery('chooseCode', { dossier });
  await t.idle();
  await t.pull('devices', 'choose-code', { device, code: '9753' });
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'code-registered', code: 'chosen' });
});

test('a closing that BiZa refuses waits for a person, and closes everywhere after it was done again', async () => {
  const { dossier } = await readyToActivate();
  await delivery('activate', { dossier });
  await t.idle();
  await fault('biza', 'closeRenewal', 'refuses', 1);
  expect(await delivery('close', { dossier })).toMatchObject({ state: 'procedure-closed', closing: { biza: false } });
  await replayAll();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'closed', closing: { biza: true, eidTool: true, crm: true } });
});

test('after a restart in the middle the deliverer goes on where the card was', async () => {
  const { dossier } = await readyToActivate();
  await fault('biza', 'confirmActivation', 'down');
  await delivery('activate', { dossier });
  await t.house.stop();
  t = await openTestHouse({ dataDir: t.dataDir, start: new Date(t.house.engine.realNow()).toISOString() });
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'handing-over', activation: 'confirming' });
  await fault('biza', 'confirmActivation', null);
  await t.idle();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
});
