import { auditEntries } from '#services/audit/audit.store.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';

/** What the screens of officials ask besides what there was: who a dossier is about, the visits of a day and the calls to make, without anybody's name. */

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const els = as('official', 'els.peeters');
interface Visit { readonly dossier: string; readonly start: number; readonly official: string }
const lookedUp = async () => (await t.house.engine.store.reader('gent').find(auditEntries, { what: 'crm.citizen' })).length;

test('who a dossier is about is asked of the CRM, and each look is in the audit with who looked', async () => {
  const { dossier } = await aScheduledVisit(t, { firstName: 'Noor', lastName: 'De Smet' });
  const before = await lookedUp();
  const { citizen } = await t.call<{ citizen: object }>('request.citizen', { dossier }, els);
  expect(citizen).toMatchObject({ firstName: 'Noor', lastName: 'De Smet', reachable: true, birthDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  expect(citizen).not.toHaveProperty('insz');
  const entries = await t.house.engine.store.reader('gent').find(auditEntries, { what: 'crm.citizen' }, { by: [['sequence', 'desc']] });
  expect([entries.length - before, entries[0]?.actor, entries[0]?.subject]).toEqual([1, 'official:els.peeters', expect.stringMatching(/^person:/)]);
});

test('a citizen sees nobody else that way', async () => {
  const [own, other] = [await aScheduledVisit(t), await aScheduledVisit(t)];
  await expect(t.call('request.citizen', { dossier: other.dossier }, citizenOf(own.dossier))).rejects.toMatchObject({ code: 403 });
});

test('an official\'s visits of a day are listed in their order, and nobody is looked up for it', async () => {
  const { dossier } = await aScheduledVisit(t);
  const { appointments: [visit] } = await t.call<{ appointments: Visit[] }>('appointments.ofDossier', { dossier }, els);
  const before = await lookedUp();
  const { visits } = await t.call<{ visits: Visit[] }>('appointments.day', { official: visit?.official, day: dayOf(visit?.start ?? 0) }, els);
  expect(visits).toContainEqual(expect.objectContaining({ dossier }));
  expect(visits.map(({ start }) => start)).toEqual(visits.map(({ start }) => start).toSorted((a, b) => a - b));
  expect(visits.every(({ official }) => official === visit?.official)).toBe(true);
  expect((await t.call<{ visits: Visit[] }>('appointments.day', { official: visit?.official, day: '2020-01-01' }, els)).visits).toEqual([]);
  expect(await lookedUp()).toBe(before);
});

test('how many citizens are to be telephoned is counted without noting that they were looked up', async () => {
  const noted = async () => (await t.house.engine.store.reader('gent').find(auditEntries, { what: 'communication.callList' })).length;
  const count = async () => (await t.call<{ calls: number }>('communication.callCount', {}, els)).calls;
  expect(await count()).toBe(0);
  await aCitizen(t, { email: null, mobile: null, phone: '+3292345678', preferredMedium: 'telephone', expiresOn: '2027-01-15', recognised: true });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  expect([await count(), await noted()]).toEqual([1, 0]);
});

test('what waits for a person is counted by kind, the most first, and one of it is found by its number', async () => {
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'refuses', times: 2 });
  await t.pull('crm', 'fault', { operation: 'recordContact', kind: 'refuses', times: 1 });
  for (let citizen = 0; citizen < 2; citizen += 1) await aCitizen(t, { expiresOn: '2027-01-15', recognised: true });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { kinds } = await t.call<{ kinds: { name: string; count: number }[] }>('exceptions.kinds', {}, els);
  expect(kinds).toEqual([{ name: 'eid-tool.mirrorDossier', count: 2 }, { name: 'crm.recordContact', count: 1 }]);
  const { exceptions } = await t.call<{ exceptions: { item: string }[] }>('exceptions.list', {}, els);
  const [, second] = exceptions;
  expect(await t.call('exceptions.list', { item: second?.item }, els)).toMatchObject({ total: 1, exceptions: [{ item: second?.item }] });
});
