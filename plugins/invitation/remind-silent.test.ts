import { communication } from '#plugins/communication/communication.contract.ts';
import { gent } from '#config/municipalities/gent.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

interface Message { medium: string; subject: string; body: string }
interface Dossier { dossier: string; state: string }

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const clerk = as('clerk');
const today = () => dayOf(t.house.engine.clock.now('gent'));
const check = async () => {
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
};
/** Somebody whose eID expires in so many days, invited today. */
const anInvited = async (overrides: Parameters<typeof aCitizen>[1] = {}, expiresInDays = 80) => {
  const citizen = await aCitizen(t, { expiresOn: addDays(today(), expiresInDays), recognised: true, ...overrides });
  await check();
  return { citizen, ...await dossierOf(citizen) };
};
const dossierOf = async ({ insz }: TestCitizen): Promise<Dossier> => {
  const { dossiers: [found] } = await t.call<{ dossiers: Dossier[] }>('journey.find', { insz }, clerk);
  if (!found) throw new Error('no dossier');
  return found;
};
const sentTo = async (dossier: string) => (await t.pull<{ messages: Message[] }>('messaging', 'messages', { dossier })).messages;
const mediaOf = async (dossier: string) => (await sentTo(dossier)).map(({ medium }) => medium);
const showState = async (dossier: string) => (await t.call<Dossier>('journey.show', { dossier }, clerk)).state;

test('who does not react is reminded after 14 days, gets a letter after 28, and nothing more', async () => {
  const { dossier } = await anInvited();
  await t.advance({ days: 13 });
  expect(await mediaOf(dossier)).toEqual(['email']);
  await t.advance({ days: 1 });
  expect(await mediaOf(dossier)).toEqual(['email', 'email']);
  expect((await sentTo(dossier))[1]?.subject).toMatch(/^Herinnering/u);
  await t.advance({ days: 14 });
  expect(await mediaOf(dossier)).toEqual(['email', 'email', 'letter']);
  await t.advance({ days: 30 });
  expect(await mediaOf(dossier)).toEqual(['email', 'email', 'letter']);
  expect(await showState(dossier)).toBe('invited');
});

test('the code of the first message stays good in reminder and letter', async () => {
  const { dossier } = await anInvited();
  await t.advance({ days: 14 });
  await t.advance({ days: 14 });
  const codes = (await sentTo(dossier)).map(({ body }) => /[2-9A-Z]{5}-[2-9A-Z]{5}/u.exec(body)?.[0]);
  expect(new Set(codes).size).toBe(1);
});

test('after days off only the letter goes, not a reminder beside it', async () => {
  const { dossier } = await anInvited();
  await t.advance({ days: 40 });
  expect(await mediaOf(dossier)).toEqual(['email', 'letter']);
});

test('who asked for a visit is not reminded', async () => {
  const { dossier } = await anInvited();
  const { slots: [slot] } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, clerk);
  await t.call('request.submit', { dossier, ground: 'disability', start: slot?.start, declaredBy: 'citizen' }, clerk);
  await t.advance({ days: 28 });
  expect((await sentTo(dossier)).filter(({ subject }) => subject.startsWith('Herinnering'))).toEqual([]);
  expect(await mediaOf(dossier)).not.toContain('letter');
});

test('who belongs to no group is told once and not reminded', async () => {
  const { dossier } = await anInvited({ recognised: false });
  await t.advance({ days: 28 });
  expect(await mediaOf(dossier)).toEqual(['email']);
});

test('who asked for letters gets one at once, and it is the last', async () => {
  const { dossier } = await anInvited({ preferredMedium: 'letter' });
  expect(await mediaOf(dossier)).toEqual(['letter']);
  expect(await showState(dossier)).toBe('invited');
  await t.advance({ days: 40 });
  expect(await mediaOf(dossier)).toEqual(['letter']);
});

test('who can be reached by nothing digital and has no telephone gets a letter at once', async () => {
  const { dossier } = await anInvited({ email: null });
  expect(await mediaOf(dossier)).toEqual(['letter']);
});

test('a message whose sending nobody is sure of is followed by a reminder all the same', async () => {
  await t.pull('messaging', 'fault', { operation: 'sendEmail', kind: 'answers-late', times: 1 });
  const { dossier, state } = await anInvited();
  expect(state).toBe('opened');
  await t.advance({ days: 14 });
  expect((await sentTo(dossier)).at(-1)?.subject).toMatch(/^Herinnering/u);
  expect(await showState(dossier)).toBe('invited');
});

test('when the CRM is away on the day of the reminder, it goes out later, once', async () => {
  const { dossier } = await anInvited();
  await t.pull('crm', 'fault', { operation: 'citizen', kind: 'down' });
  await t.advance({ days: 14 });
  expect(await mediaOf(dossier)).toEqual(['email']);
  await t.pull('crm', 'fault', { operation: 'citizen', kind: null });
  await t.advance({ days: 1 });
  await t.advance({ days: 1 });
  expect(await mediaOf(dossier)).toEqual(['email', 'email']);
});

test('who does not react until 60 days after the expiry lapses, and the code with it', async () => {
  const { dossier } = await anInvited({}, 5);
  await t.advance({ days: 65 });
  expect(await showState(dossier)).toBe('invited');
  await t.advance({ days: 1 });
  // The letter after 28 days was later than the expiry: the days count from it.
  expect(await showState(dossier)).toBe('invited');
  await t.advance({ days: 61 });
  expect(await showState(dossier)).toBe('lapsed');
});

test('an eID that expired while nothing ran is found when the house runs again', async () => {
  await check();
  const citizen = await aCitizen(t, { expiresOn: addDays(today(), 100), recognised: true });
  await t.advance({ days: 120 });
  expect((await dossierOf(citizen)).state).toBe('invited');
});

test('where letters at once are switched off, who asked for them gets a digital message first and a letter later', async () => {
  const enabled = gent.plugins.find(({ contract }) => contract.id === 'communication');
  if (!enabled) throw new Error('Gent uses no communication');
  const other = await openTestHouse({ settings: [{ contract: communication, settings: { ...communication.config.parse(enabled.settings), letterWhenAsked: false } }] });
  try {
    const { insz } = await aCitizen(other, { expiresOn: '2027-01-20', recognised: true, preferredMedium: 'letter' });
    await other.call('invitation.checkExpiry', {}, as('administrator'));
    await other.idle();
    const { dossiers: [found] } = await other.call<{ dossiers: Dossier[] }>('journey.find', { insz }, clerk);
    const media = async () => (await other.pull<{ messages: Message[] }>('messaging', 'messages', { dossier: found?.dossier })).messages.map(({ medium }) => medium);
    expect(await media()).toEqual(['email']);
    await other.advance({ days: 28 });
    expect(await media()).toEqual(['email', 'letter']);
  } finally {
    await other.stop();
  }
});
