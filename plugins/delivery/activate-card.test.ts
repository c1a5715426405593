import { join } from 'node:path';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { device, factoryPin, goTo, insertNewCard } from '#tools/test-house/order-card.ts';
import { aReceivedCard, callDelivery, chooseCodeAtTheDoor, dossierOf } from '#tools/test-house/second-visit.ts';
import { aDevice } from '#tools/test-house/schedule-visit.ts';
import { tryPin } from '#tools/test-house/try-pin.ts';
import { delivery as contract } from './delivery.contract.ts';

let t: TestHouse;
const delivery = (action: string, input: object) => callDelivery(t, action, input);
const fault = (port: string, operation: string, kind: string | null, times: number | null = null) => t.pull(port, 'fault', { operation, kind, times });
const moves = async (dossier: string) => (await dossierOf(t, dossier)).timeline.map(({ move }) => move);
const times = async (dossier: string, operation: string, port = 'biza') => (await t.pull<{ entries: readonly { operation: string }[] }>(port, 'ledger', { dossier })).entries.filter((entry) => entry.operation === operation).length;
/** What the card in the reader says to each of these PINs. */
const opens = async (...pins: string[]) => {
  const said = [];
  for (const pin of pins) said.push(await tryPin(t, pin));
  return said;
};
const chooseAnother = async (dossier: string, code: string) => {
  await delivery('chooseCode', { dossier });
  await t.idle();
  await t.pull('devices', 'choose-code', { device, code });
  await t.idle();
};
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

test('the code that the citizen chose is the PIN of the card, and the one that it was made with is not any more', async () => {
  const { dossier } = await readyToActivate();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await opens(factoryPin, '2468')).toEqual(['wrong', 'verified']);
});

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
  expect([await times(dossier, 'runScript', 'devices'), await opens('2468')]).toEqual([1, ['verified']]);
  expect((await moves(dossier)).filter((move) => move === 'activate')).toHaveLength(1);
  for (const operation of once) expect(await times(dossier, operation)).toBe(1);
});

test('a script that was on its way when a process died is not sent to the card again, however long nobody hears of it', async () => {
  const { dossier } = await readyToActivate();
  const outbox = (action: 'pause' | 'resume') => t.call(`outbox.${action}`, { port: 'devices', why: 'test' }, as('administrator'));
  await outbox('pause');
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'relaying' });
  await t.advance({ minutes: 3 });
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'relaying' });
  await outbox('resume');
  await t.idle();
  // It came too late, so it was not run: the deliverer has BiZa make another one.
  expect(await delivery('show', { dossier })).toMatchObject({ activation: 'failed' });
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect([await times(dossier, 'openActivation'), await times(dossier, 'runScript', 'devices')]).toEqual([2, 2]);
});

test('when the visit goes on with another device, BiZa makes another script: nobody hears any more what became of the first one', async () => {
  const { dossier } = await readyToActivate();
  const outbox = (action: 'pause' | 'resume') => t.call(`outbox.${action}`, { port: 'devices', why: 'test' }, as('administrator'));
  await outbox('pause');
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'relaying' });
  expect(await delivery('startVisit', { dossier, device: await aDevice(t) })).toMatchObject({ activation: 'failed' });
  await outbox('resume');
  await t.idle();
  expect(await times(dossier, 'openActivation')).toBe(1);
});

test('when BiZa refuses, the deliverer may ask again at once, and everything goes on after a person has had all that was refused done again', async () => {
  const { dossier } = await readyToActivate();
  await fault('biza', 'openActivation', 'refuses', 1);
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'failed' });
  await fault('biza', 'confirmActivation', 'refuses', 1);
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'failed' });
  await replayAll();
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered', activation: 'active' });
  expect(await opens('2468')).toEqual(['verified']);
});

test('a card that BiZa calls active after the visit was given up gets the code that is chosen in the next visit', async () => {
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
  await chooseCodeAtTheDoor(t, { ...visit, code: '8642' });
  await insertNewCard(t, visit);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await opens('2468', '8642')).toEqual(['wrong', 'verified']);
  expect([await times(dossier, 'registerCode'), (await moves(dossier)).filter((move) => move === 'activate').length]).toEqual([1, 1]);
});

test('when another code was chosen before BiZa confirmed the first script, the card gets the other one, and BiZa no other than the card', async () => {
  const { dossier } = await readyToActivate();
  await fault('biza', 'confirmActivation', 'refuses', 1);
  expect(await delivery('activate', { dossier })).toMatchObject({ activation: 'failed' });
  await chooseAnother(dossier, '1357');
  await replayAll();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'handing-over', card: { status: 'activated' } });
  expect(await times(dossier, 'registerCode')).toBe(0);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await opens('2468', '1357')).toEqual(['wrong', 'verified']);
});

test('a script for a code that was replaced while BiZa made it is not run', async () => {
  const { dossier } = await readyToActivate();
  const { store } = t.house.engine;
  const [first] = await store.reader('gent').find(sealedEnvelopes, { dossier, purpose: 'code' });
  await fault('biza', 'openActivation', 'refuses', 1);
  await delivery('activate', { dossier });
  await chooseAnother(dossier, '1357');
  // The question that is repeated had the envelope in its hands before that was destroyed.
  await store.transaction('gent', async (tables) => { if (first) await tables.insert(sealedEnvelopes, first); });
  await replayAll();
  expect(await delivery('show', { dossier })).toMatchObject({ activation: 'failed' });
  expect(await times(dossier, 'openActivation')).toBe(1);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await opens('2468', '1357')).toEqual(['wrong', 'verified']);
});

test('a script that the card got after another code was chosen is not given to BiZa', async () => {
  const { dossier } = await readyToActivate();
  await fault('devices', 'runScript', 'refuses', 1);
  await delivery('activate', { dossier }).catch(() => undefined);
  await chooseAnother(dossier, '1357');
  await replayAll();
  expect(await times(dossier, 'confirmActivation')).toBe(0);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await opens('2468', '1357')).toEqual(['wrong', 'verified']);
});

/** In the place of the envelope that came. */
const putInPlace = async (dossier: string, boundTo: SealedEnvelope['boundTo']) => {
  const envelope = await sealForBiza(join(t.dataDir, 'sandboxes', 'gent'), Buffer.from('{"version":1,"code":"2468"}'), boundTo);
  await t.house.engine.store.transaction('gent', (tables) => tables.update(sealedEnvelopes, { dossier, purpose: 'code' }, { envelope }));
};
const takeAway = (dossier: string) => t.house.engine.store.transaction('gent', (tables) => tables.remove(sealedEnvelopes, { dossier, purpose: 'code' }));

test.each<[string, (dossier: string) => Promise<unknown>]>([
  ['whose envelope is gone', takeAway],
  ['that was sealed for another dossier', (dossier) => putInPlace(dossier, { dossier: '019376a0-0000-7000-8000-000000000001', purpose: 'code' })],
  ['that was sealed for another purpose', (dossier) => putInPlace(dossier, { dossier, purpose: 'fingerprints' })],
])('a code %s activates nothing, is destroyed, and is chosen again in the same visit', async (_what, spoil) => {
  const { dossier } = await readyToActivate();
  await spoil(dossier);
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'handing-over', activation: 'failed', code: 'failed' });
  expect(await t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier })).toBe(0);
  await expect(delivery('activate', { dossier })).rejects.toMatchObject({ type: 'delivery.code-missing' });
  await chooseAnother(dossier, '9753');
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered' });
  expect(await opens(factoryPin, '9753')).toEqual(['wrong', 'verified']);
});

test('a code that is gone before BiZa has registered it is chosen again, and the active card gets the other one', async () => {
  const visit = await readyToActivate();
  const { dossier } = visit;
  await fault('biza', 'registerCode', 'down');
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'activated' });
  await takeAway(dossier);
  await fault('biza', 'registerCode', null);
  await t.idle();
  expect(await delivery('show', { dossier })).toMatchObject({ state: 'activated', activation: 'active', code: 'failed' });

  await delivery('startVisit', { dossier, device });
  await chooseAnother(dossier, '9753');
  await fault('biza', 'openActivation', 'down');
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'activated', activation: 'opening' });
  await expect(delivery('chooseCode', { dossier })).rejects.toMatchObject({ type: 'delivery.activation-under-way' });
  await fault('biza', 'openActivation', null);
  await t.idle();
  // A tablet that is loaded anew goes on where it was.
  expect(await delivery('startVisit', { dossier, device })).toMatchObject({ state: 'activated', code: 'chosen' });
  expect(await delivery('activate', { dossier })).toMatchObject({ state: 'code-registered', code: 'chosen', activation: 'active' });
  expect(await opens('2468', '9753')).toEqual(['wrong', 'verified']);
  expect([await times(dossier, 'annulCard'), await times(dossier, 'registerCode'), (await moves(dossier)).filter((move) => move === 'activate').length]).toEqual([1, 1, 1]);
  await t.idle();
  expect(await t.house.engine.store.reader('gent').count(sealedEnvelopes, { dossier })).toBe(0);
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
