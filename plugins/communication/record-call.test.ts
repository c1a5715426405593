import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

interface Call { call: string; dossier: string; notice: string; name: string; telephone: string; script: string; tries: number }
interface Shown { medium: string; state: string; notice: string }

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const clerk = as('clerk');
const callsOf = async (dossier: string) => (await t.call<{ calls: Call[] }>('communication.callList', {}, clerk)).calls.filter((call) => call.dossier === dossier);
/** Somebody who wants to be telephoned, found by the expiry check. */
const onTheList = async (overrides: Parameters<typeof aCitizen>[1] = {}) => {
  const { insz } = await aCitizen(t, {
    expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60), recognised: true, preferredMedium: 'telephone', phone: '+3291234567', email: null, ...overrides,
  });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, clerk);
  const [call] = await callsOf(found?.dossier ?? '');
  if (!call) throw new Error('nobody is on the call list');
  return call;
};
const record = async (call: string, outcome: string) => {
  await t.call('communication.recordCall', { call, outcome }, clerk);
  await t.idle();
};
const shownOf = async (dossier: string) => (await t.call<{ messages: Shown[] }>('communication.messages', { dossier }, clerk)).messages;
const stateOf = async (dossier: string) => (await t.call<{ state: string }>('journey.show', { dossier }, clerk)).state;

test('who wants to be telephoned stands on the call list with a script, and is not invited before somebody spoke', async () => {
  const { dossier, call, name, telephone, script } = await onTheList();
  expect({ name, telephone }).toEqual({ name: 'Test Persoon', telephone: '+3291234567' });
  expect(script).toMatch(/^\[Voor de medewerker\] Vraag naar Test Persoon\..*[2-9A-Z]{5}-[2-9A-Z]{5}/su);
  expect(await stateOf(dossier)).toBe('opened');
  await record(call, 'wants-visit');
  expect(await stateOf(dossier)).toBe('invited');
  expect(await callsOf(dossier)).toEqual([]);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'sent' }]);
  const { contacts } = await t.pull<{ contacts: { dossier: string; medium: string }[] }>('crm', 'contacts');
  expect(contacts.filter((contact) => contact.dossier === dossier)).toMatchObject([{ medium: 'telephone' }]);
});

test('without answer the call stays on the list, and after three tries a letter goes', async () => {
  const { call, dossier } = await onTheList();
  for (const tries of [1, 2]) {
    await record(call, 'no-answer');
    expect(await callsOf(dossier)).toMatchObject([{ call, tries }]);
  }
  await record(call, 'no-answer');
  expect(await callsOf(dossier)).toEqual([]);
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'failed' }, { medium: 'letter', state: 'sent' }]);
  expect(await stateOf(dossier)).toBe('invited');
});

test('a wrong number is not tried again: the next medium is', async () => {
  const { call, dossier } = await onTheList({ email: 'jan@example.org' });
  await record(call, 'wrong-number');
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'failed' }, { medium: 'email', state: 'sent' }]);
});

test('who wants it on paper gets a letter, also when a digital medium would have come first', async () => {
  const { call, dossier } = await onTheList({ email: 'jan@example.org' });
  await record(call, 'wants-letter');
  expect(await shownOf(dossier)).toMatchObject([{ medium: 'telephone', state: 'sent' }, { medium: 'letter', state: 'sent', notice: 'invitation-letter' }]);
});

test('who is not interested withdraws, and is not bothered with a message about that', async () => {
  const { call, dossier } = await onTheList();
  await record(call, 'not-interested');
  expect(await stateOf(dossier)).toBe('withdrawn');
  expect(await callsOf(dossier)).toEqual([]);
  expect(await shownOf(dossier)).toHaveLength(1);
});

test('who prefers the counter is left in peace until the eID tool tells of the renewal', async () => {
  const { call, dossier } = await onTheList();
  await record(call, 'prefers-counter');
  await t.advance({ days: 30 });
  expect(await stateOf(dossier)).toBe('invited');
  expect(await shownOf(dossier)).toHaveLength(1);
});

test('a call that was made is not made again', async () => {
  const { call } = await onTheList();
  await record(call, 'wants-visit');
  await expect(record(call, 'no-answer')).rejects.toMatchObject({ type: 'communication.unknown-call' });
});

test('two clerks who record the same call at the same moment: one of them is told', async () => {
  const { call, dossier } = await onTheList();
  const ends = await Promise.allSettled([record(call, 'wants-letter'), record(call, 'wants-letter')]);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await shownOf(dossier)).filter(({ medium }) => medium === 'letter')).toHaveLength(1);
});

test('who asked for a visit is not telephoned with the invitation any more, but with the moment', async () => {
  const { dossier } = await onTheList();
  const { slots: [slot] } = await t.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture' }, clerk);
  await t.call('request.submit', { dossier, ground: 'disability', start: slot?.start, declaredBy: 'clerk' }, clerk);
  await t.idle();
  expect((await callsOf(dossier)).map(({ notice }) => notice)).toEqual(['visit-confirmed']);
  expect(await shownOf(dossier)).toMatchObject([{ notice: 'invitation', state: 'overtaken' }, { notice: 'visit-confirmed', state: 'waiting' }]);
});

test('who has renewed at the counter disappears from the list', async () => {
  const citizen = await aCitizen(t, { expiresOn: addDays(dayOf(t.house.engine.clock.now('gent')), 60), recognised: true, preferredMedium: 'telephone', phone: '+3291234567' });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: citizen.cardNumber });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  const { dossiers: [found] } = await t.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz: citizen.insz }, clerk);
  expect(await callsOf(found?.dossier ?? '')).toEqual([]);
  await t.advance({ days: 1 });
  expect(await shownOf(found?.dossier ?? '')).toMatchObject([{ state: 'overtaken' }]);
});
