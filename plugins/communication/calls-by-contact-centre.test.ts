import { randomUUID } from 'node:crypto';
import { gent } from '#config/municipalities/gent.ts';
import { kortenberg } from '#config/municipalities/kortenberg.ts';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { communication } from './communication.contract.ts';

/** A municipality whose citizens are telephoned by a contact centre. */

interface Booked { call: string; name: string; telephone: string; script: string; notice: string; state: string }

let t: TestHouse;
beforeAll(async () => {
  const settings = { callsBy: 'contact-centre', callTries: 2, sender: { name: 'Stad Gent', telephone: '09 210 10 10', counter: 'AC Zuid' } };
  t = await openTestHouse({ house: { municipalities: [kortenberg, { ...gent, plugins: gent.plugins.map((plugin) => (plugin.contract.id === communication.id ? { contract: communication, settings } : plugin)) }] } });
});
afterAll(() => t.stop());

const clerk = as('clerk');
const telling = async (overrides: Parameters<typeof aCitizen>[1] = {}) => {
  const { insz, cardNumber } = await aCitizen(t, {
    expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60), recognised: true, preferredMedium: 'telephone', phone: '+3291234567', email: null, ...overrides,
  });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, clerk);
  return { dossier: found?.dossier ?? '', cardNumber };
};
const heldFor = async (dossier: string) => (await t.pull<{ calls: Booked[] }>('messaging', 'calls', { dossier })).calls;
const listedFor = async (dossier: string) => (await t.call<{ calls: { call: string; dossier: string }[] }>('communication.callList', {}, clerk)).calls.filter((call) => call.dossier === dossier);
const atCentre = async (overrides?: Parameters<typeof aCitizen>[1]) => {
  const told = await telling(overrides);
  const [call] = await heldFor(told.dossier);
  if (!call) throw new Error('the contact centre has no call');
  return { ...told, call };
};
const tells = async (call: string, outcome: string) => { await t.pull('messaging', 'outcome', { call, outcome }); await t.idle(); };
const says = async (call: string, outcome: string, id: string = randomUUID()) => { await deliverMessage(t, messaging, 'callOutcome', id, { call, outcome, at: 1 }); await t.idle(); };
const shownOf = async (dossier: string) => (await t.call<{ messages: { medium: string; state: string }[] }>('communication.messages', { dossier }, clerk)).messages;
const stateOf = async (dossier: string) => (await t.call<{ state: string }>('journey.show', { dossier }, clerk)).state;
const fault = (operation: string, kind: string | null, times: number | null = null) => t.pull('messaging', 'fault', { operation, kind, times });

test('the contact centre gets whom to telephone and what to say; the clerks need not', async () => {
  const { dossier, call } = await atCentre();
  expect(call).toMatchObject({ name: 'Test Persoon', telephone: '+3291234567', notice: 'invitation', state: 'waiting', script: expect.stringMatching(/Vraag naar Test Persoon\..*[2-9A-Z]{5}-[2-9A-Z]{5}/su) });
  expect(await listedFor(dossier)).toEqual([]);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'waiting' }]);
});

test('what the contact centre tells counts as what a clerk records', async () => {
  const { dossier, call } = await atCentre();
  await tells(call.call, 'wants-visit');
  expect(await stateOf(dossier)).toBe('invited');
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'sent' }]);
});

test('after as many tries as the municipality wants another medium is tried, and the contact centre makes no more', async () => {
  const { dossier, call } = await atCentre();
  await tells(call.call, 'no-answer');
  expect(await heldFor(dossier)).toMatchObject([{ state: 'waiting' }]);
  await tells(call.call, 'no-answer');
  expect(await heldFor(dossier)).toMatchObject([{ state: 'withdrawn' }]);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'failed' }, { medium: 'letter', state: 'sent' }]);
});

test('an outcome that comes again, late, or of a call that nobody here knows is taken in and means nothing', async () => {
  const { dossier, call: { call } } = await atCentre();
  const id = randomUUID();
  await says(call, 'no-answer', id);
  await says(call, 'no-answer', id);
  expect(await shownOf(dossier)).toMatchObject([{ state: 'waiting' }]);
  await says(call, 'prefers-counter');
  await says(call, 'not-interested');
  await says(call, 'no-answer');
  await says(randomUUID(), 'not-interested');
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'sent' }]);
  expect(await stateOf(dossier)).toBe('invited');
});

test('a contact centre of one municipality ends no call of another', async () => {
  const { dossier, call: { call } } = await atCentre();
  await deliverMessage(t, messaging, 'callOutcome', randomUUID(), { call, outcome: 'not-interested', at: 1 }, 'kortenberg');
  await t.pull('house', 'idle', {}, '24055');
  await t.idle();
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'waiting' }]);
});

test('a municipality that says nothing has its clerks telephone, and publishes in no e-Box', () => {
  expect(communication.config.parse({ sender: { name: 'a', telephone: 'b', counter: 'c' } })).toMatchObject({ callsBy: 'clerks', media: expect.not.arrayContaining(['e-box']) });
});

test('a call that something newer takes the place of is withdrawn, and the newer one offered', async () => {
  const { dossier } = await atCentre();
  await t.call('communication.tell', { dossier, notice: 'counter-information', values: { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' }, once: 'newer' }, clerk);
  await t.idle();
  expect(await heldFor(dossier)).toMatchObject([{ notice: 'invitation', state: 'withdrawn' }, { notice: 'counter-information', state: 'waiting' }]);
});

test('who has renewed at the counter is not telephoned any more, from the moment that it is known', async () => {
  const { dossier, cardNumber } = await atCentre();
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  expect(await heldFor(dossier)).toMatchObject([{ state: 'withdrawn' }]);
  expect(await shownOf(dossier)).toMatchObject([{ state: 'overtaken' }]);
});

test('a clerk to whom the citizen speaks first records it, and the contact centre does not telephone', async () => {
  const { dossier, call: { call } } = await atCentre();
  await t.call('communication.recordCall', { call, outcome: 'wants-visit' }, clerk);
  await t.idle();
  expect(await heldFor(dossier)).toMatchObject([{ state: 'withdrawn' }]);
});

test('a call that the contact centre does not take comes on the list of the clerks, who make it', async () => {
  await fault('offerCall', 'refuses', 1);
  const { dossier } = await telling();
  expect(await heldFor(dossier)).toEqual([]);
  const [call] = await listedFor(dossier);
  await t.call('communication.recordCall', { call: call?.call, outcome: 'wants-visit' }, clerk);
  await t.idle();
  expect(await stateOf(dossier)).toBe('invited');
});

test('an offer of which the answer is lost is made again, and is one call', async () => {
  await fault('offerCall', 'answers-late', 1);
  const { dossier } = await telling();
  await t.advance({ hours: 1 });
  await t.idle();
  expect(await heldFor(dossier)).toMatchObject([{ state: 'waiting' }]);
  expect(await listedFor(dossier)).toEqual([]);
});

test('a call that the clerks got stays theirs, also when the contact centre is asked again', async () => {
  await fault('offerCall', 'refuses', 1);
  const { dossier } = await telling();
  const { exceptions } = await t.call<{ exceptions: { item: string }[] }>('exceptions.list', { dossier }, as('administrator'));
  await t.call('exceptions.replay', { items: exceptions.map(({ item }) => item), why: 'centre-says-try-again' }, as('administrator'));
  await t.idle();
  expect(await heldFor(dossier)).toMatchObject([{ state: 'withdrawn' }]);
  expect(await listedFor(dossier)).toHaveLength(1);
});
