import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogue } from '#config/catalogue.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { defineContract } from '#services/kernel/contract.ts';
import { definePlugin, type ToldEvent } from '#services/kernel/plugin.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { complaintsPlugin } from './complaints.plugin.ts';
import { complaintRows, complaintSteps } from './complaints.store.ts';
import { complaintOf, stepComplaint } from './keep-complaint.ts';

/** A complaint from the day on which it comes in until it has ended, where it is answered here. */

const [els, an] = [as('official', 'els.peeters'), as('clerk', 'an.claes')];
/** Hears all that is told, as the indicators do. */
const ear = defineContract('ear', { title: 'Hears everything', config: z.strictObject({}), uses: {}, calls: [], actions: {}, events: {} });
const told: ToldEvent[] = [];
const earPlugin = definePlugin(ear, { actions: {}, listensToAll: (_ctx, event) => { told.push(event); return Promise.resolve(); } });

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse({ settings: [{ contract: ear, settings: {} }], house: { offer: { ...catalogue, plugins: [...catalogue.plugins, earPlugin] } } }); });
afterAll(() => t.stop());

async function aDossier(overrides: Parameters<typeof aCitizen>[1] = {}): Promise<TestCitizen & { dossier: string }> {
  const citizen = await aCitizen(t, overrides);
  return { ...citizen, ...await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, an) };
}
type Filed = ActionOutput<'complaints.file'>;
const file = (dossier: string, input: object = {}, by = els) => t.call<Filed>('complaints.file', { dossier, about: 'visit', text: 'Er kwam niemand.', ...input }, by);
const show = (complaint: string) => t.call<ActionOutput<'complaints.show'>>('complaints.show', { complaint }, els);
const act = (deed: 'takeUp' | 'judge' | 'answer' | 'close', complaint: string, input: object = {}, by = els) => t.call<{ state: string }>(`complaints.${deed}`, { complaint, ...input }, by);
const today = () => dayOf(t.house.engine.clock.now('gent'));
const inCrm = async (dossier: string) => (await t.pull<{ complaints: { dossier: string; ended: object | null }[] }>('crm', 'complaints')).complaints.filter((one) => one.dossier === dossier);
const sentFor = async (dossier: string) => (await t.pull<{ messages: { medium: string; language: string; subject: string; body: string; to: string }[] }>('messaging', 'messages', { dossier })).messages;

test('a complaint is received, taken up and answered; each step says who did it and when, and the last day goes along', async () => {
  const { dossier } = await aDossier();
  const { complaint, answerOn } = await file(dossier);
  expect(answerOn).toBe(addDays(today(), 45));
  expect(await show(complaint)).toMatchObject({ state: 'received', source: 'telephone', tone: 'negative', text: 'Er kwam niemand.', answer: null, dueOn: addDays(today(), 10), answerOn, overdue: false, may: { judge: true, takeUp: true, answer: true, close: true } });
  await act('takeUp', complaint, {}, an);
  expect(await show(complaint)).toMatchObject({ state: 'taken-up', dueOn: answerOn, may: { takeUp: false, answer: true } });
  await act('answer', complaint, { text: 'Onze excuses. Wij komen morgen.' });
  await t.idle();
  expect(await show(complaint)).toMatchObject({
    state: 'answered', answer: 'Onze excuses. Wij komen morgen.', dueOn: null, endedAt: expect.any(Number), told: 'email', may: { judge: true, takeUp: false, answer: false, close: false },
    steps: [{ step: 'filed', by: 'official:els.peeters', tone: 'negative' }, { step: 'taken-up', by: 'official:an.claes' }, { step: 'answered', by: 'official:els.peeters' }],
  });
});

test.each<[string, Parameters<typeof aCitizen>[1], string, string, string]>([
  ['by e-mail, in French', { language: 'fr' }, 'email', 'fr', 'Notre réponse à votre plainte'],
  ['by letter, who asked for letters, in German', { language: 'de', preferredMedium: 'letter' }, 'letter', 'de', 'Unsere Antwort auf Ihre Beschwerde'],
  ['by e-mail who prefers an SMS, in which an answer has no room', { language: 'en', mobile: '+32470000321', preferredMedium: 'sms' }, 'email', 'en', 'Our answer to your complaint'],
])('an answer goes to the citizen %s: word for word', async (_how, overrides, medium, language, subject) => {
  const { dossier } = await aDossier(overrides);
  const { complaint } = await file(dossier);
  const answer = "Beste,\n\nWij waren te laat & dat spijt ons: <excuses> {code}.\n\nEls";
  await act('answer', complaint, { text: answer });
  await t.idle();
  expect((await sentFor(dossier)).filter((message) => message.subject === subject)).toEqual([expect.objectContaining({ medium, language, body: expect.stringContaining(`\n\n${answer}\n\n`) })]);
  expect(await show(complaint)).toMatchObject({ told: medium });
});

test('who is reached by telephone only is called, with the answer to read; and who hears nothing by any medium is seen on the list', async () => {
  const { dossier } = await aDossier({ email: null, phone: '+3292345678', preferredMedium: 'telephone' });
  await act('answer', (await file(dossier)).complaint, { text: 'Wij komen dinsdag.' });
  await t.idle();
  const { calls } = await t.call<ActionOutput<'communication.callList'>>('communication.callList', {}, els);
  expect(calls.filter((call) => call.dossier === dossier)).toMatchObject([{ notice: 'complaint-answered', script: expect.stringContaining('Wij komen dinsdag.') }]);
  const gone = await aDossier({ reachable: false });
  const { complaint } = await file(gone.dossier);
  await act('answer', complaint, { text: 'Te laat.' });
  await t.idle();
  expect(await show(complaint)).toMatchObject({ state: 'answered', told: 'nobody' });
});

test('an answer whose medium turns out to fail is told by the next one; with none left somebody sees that nobody was reached', async () => {
  const { dossier } = await aDossier({ email: 'weg@example.org' });
  await t.pull('messaging', 'refuse-address', { to: 'weg@example.org' });
  const { complaint } = await file(dossier);
  await act('answer', complaint, { text: 'Wij komen dinsdag.' });
  await t.idle();
  const [letter] = await sentFor(dossier);
  expect(letter).toMatchObject({ medium: 'letter', body: expect.stringContaining('Wij komen dinsdag.') });
  await t.pull('messaging', 'refuse-letter', { messageId: (await t.pull<{ messages: { messageId: string }[] }>('messaging', 'messages', { dossier })).messages[0]?.messageId });
  await t.idle();
  expect(await show(complaint)).toMatchObject({ told: 'nobody' });
});

test('the CRM hears of the complaint, and of its answer or end, in this order, also when it was away', async () => {
  const { dossier } = await aDossier();
  await t.pull('crm', 'fault', { operation: 'recordComplaint', kind: 'down', times: 2 });
  await t.pull('crm', 'fault', { operation: 'recordComplaintEnd', kind: 'answers-late', times: 1 });
  const answered = await file(dossier);
  await act('answer', answered.complaint, { text: 'Wij komen dinsdag.' });
  const closed = await file(dossier, { text: 'Nog eens.' });
  await act('close', closed.complaint, { reason: 'filed-twice' });
  await t.idle();
  expect(await inCrm(dossier)).toEqual(expect.arrayContaining([
    expect.objectContaining({ complaint: answered.complaint, answeredBy: 'here', ended: { outcome: 'answered', answer: 'Wij komen dinsdag.', reason: null, at: expect.any(Number) } }),
    expect.objectContaining({ complaint: closed.complaint, ended: { outcome: 'closed', answer: null, reason: 'filed-twice', at: expect.any(Number) } }),
  ]));
});

test('an ended complaint is neither answered again nor closed, by nobody, and of two who act at once one is told', async () => {
  const { dossier } = await aDossier();
  const { complaint } = await file(dossier);
  const both = await Promise.allSettled([act('answer', complaint, { text: 'Een.' }), act('answer', complaint, { text: 'Twee.' }, an)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const [deed, input] of [['answer', { text: 'Drie.' }], ['close', { reason: 'withdrawn' }], ['takeUp', {}]] as const) await expect(act(deed, complaint, input)).rejects.toMatchObject({ type: 'complaints.ended' });
  await t.idle();
  expect((await sentFor(dossier)).filter(({ subject }) => subject === 'Ons antwoord op uw klacht')).toHaveLength(1);
  await expect(act('takeUp', '01900000-0000-7000-8000-000000000000')).rejects.toMatchObject({ type: 'complaints.unknown' });
  await act('takeUp', (await file(dossier)).complaint);
});

test('whoever looked before somebody else took a step takes none on what he or she saw, whatever the database lets through', async () => {
  const { complaint: id } = await file((await aDossier()).dossier);
  const seen = await inGent(t, (work) => complaintOf(work, id));
  await act('takeUp', id);
  await expect(inGent(t, (work) => stepComplaint(work, seen, 'taken-up', { state: 'taken-up' }), complaintsPlugin)).rejects.toMatchObject({ type: 'complaints.changed-meanwhile', data: { retry: 'safe' } });
  expect((await show(id)).steps).toHaveLength(2);
});

test.each([['with nothing to read in it', { text: ' \u200b\u202e . ' }], ['longer than a letter', { text: 'x'.repeat(4_001) }]])('an answer %s is refused', async (_what, input) => {
  const { complaint } = await file((await aDossier()).dossier);
  await expect(act('answer', complaint, input)).rejects.toMatchObject({ type: 'caller.bad-input' });
});

test('the citizen says how it was; an official who judges anew is known by name and moment, and the figures hear both', async () => {
  const { dossier } = await aDossier();
  const { complaint } = await file(dossier, { tone: 'neutral' }, citizenOf(dossier));
  await act('judge', complaint, { tone: 'negative' });
  await act('judge', complaint, { tone: 'negative' });
  await t.idle();
  expect(await show(complaint)).toMatchObject({ source: 'citizen', tone: 'negative', steps: [{ step: 'filed', by: 'citizen', tone: 'neutral' }, { step: 'judged', by: 'official:els.peeters', tone: 'negative', at: expect.any(Number) }] });
  const { receivedAt } = await show(complaint);
  expect(told.filter(({ payload }) => payload['complaint'] === complaint)).toEqual([
    expect.objectContaining({ name: 'complaints.filed', payload: { complaint, dossier, tone: 'neutral', at: receivedAt } }),
    expect.objectContaining({ name: 'complaints.judged', payload: { complaint, dossier, tone: 'negative', at: expect.any(Number) } }),
  ]);
});

test('praise has ended when it comes in, and has no last day; judged otherwise it is due as from the day on which it came in', async () => {
  const { dossier } = await aDossier();
  const { complaint, answerOn } = await file(dossier, { tone: 'positive', text: 'Zo vriendelijk!' }, citizenOf(dossier));
  expect(answerOn).toBeNull();
  expect(await show(complaint)).toMatchObject({ state: 'closed', reason: 'nothing-asked', dueOn: null, overdue: false });
  await act('judge', complaint, { tone: 'negative' });
  expect(await show(complaint)).toMatchObject({ state: 'received', reason: null, endedAt: null, dueOn: addDays(today(), 10), answerOn: addDays(today(), 45) });
  await act('judge', complaint, { tone: 'positive' });
  expect(await show(complaint)).toMatchObject({ state: 'received', dueOn: null, answerOn: null });
  await act('close', complaint, { reason: 'nothing-asked' });
});

test('a letter counts from the day on which it came in, and its sender is told that it did; a day to come is refused', async () => {
  const { dossier } = await aDossier({ language: 'fr' });
  const receivedOn = addDays(today(), -3);
  const { answerOn } = await file(dossier, { source: 'letter', receivedOn });
  expect(answerOn).toBe(addDays(receivedOn, 45));
  await t.idle();
  expect(await sentFor(dossier)).toEqual([expect.objectContaining({ language: 'fr', subject: 'Nous avons reçu votre plainte' })]);
  await expect(file(dossier, { source: 'letter', receivedOn: addDays(today(), 1) })).rejects.toMatchObject({ type: 'complaints.not-received-yet' });
  await file(dossier, { source: 'call' });
  await file(dossier, { source: 'letter', tone: 'positive' });
  await t.idle();
  expect(await sentFor(dossier)).toHaveLength(1);
});

test('a citizen cannot say that a complaint came otherwise or earlier than it did', async () => {
  const { dossier } = await aDossier();
  const { complaint, answerOn } = await file(dossier, { source: 'letter', receivedOn: '2020-01-01' }, citizenOf(dossier));
  expect([answerOn, (await show(complaint)).source]).toEqual([addDays(today(), 45), 'citizen']);
});

test('the list says what is past its day, the most pressing first, and holds no words', async () => {
  const house = await openTestHouse();
  const citizen = await aCitizen(house);
  const { dossier } = await house.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, an);
  const fileThere = (input: object) => house.call<Filed>('complaints.file', { dossier, about: 'visit', text: 'Er kwam niemand.', ...input }, els);
  const listThere = (asked: object) => house.call<ActionOutput<'complaints.list'>>('complaints.list', asked, els);
  const first = await fileThere({ about: 'payment' });
  await fileThere({ tone: 'positive' });
  await house.advance({ days: 11 });
  const second = await fileThere({ tone: 'neutral' });
  const late = await listThere({ state: 'overdue' });
  expect([late.complaints.map(({ complaint }) => complaint), late.total, late.open, late.overdue]).toEqual([[first.complaint], 1, 2, 1]);
  expect((await listThere({ state: 'open' })).complaints.map(({ complaint, overdue }) => [complaint, overdue])).toEqual([[first.complaint, true], [second.complaint, false]]);
  expect((await listThere({})).complaints.map(({ tone }) => tone)).toEqual(['neutral', 'positive', 'negative']);
  expect((await listThere({ tone: 'negative', about: 'payment', source: 'telephone' })).total).toBe(1);
  expect((await listThere({ state: 'closed', limit: 1 })).complaints).toMatchObject([{ tone: 'positive' }]);
  expect(JSON.stringify(await listThere({}))).not.toContain('niemand');
  await house.call('complaints.takeUp', { complaint: first.complaint }, els);
  expect((await listThere({ state: 'overdue' })).total).toBe(0);
  await house.advance({ days: 36 });
  expect((await listThere({ state: 'overdue' })).complaints.map(({ complaint }) => complaint)).toEqual([second.complaint, first.complaint]);
  await house.stop();
});

test('the citizen follows what was said about the own dossier and nobody else\'s; each look of an official at the words is in the audit', async () => {
  const [{ dossier }, other] = [await aDossier(), await aDossier()];
  const { complaint } = await file(dossier, {}, citizenOf(dossier));
  await act('answer', complaint, { text: 'Wij komen dinsdag.' });
  const { complaints: [own] } = await t.call<ActionOutput<'complaints.ofDossier'>>('complaints.ofDossier', { dossier }, citizenOf(dossier));
  expect(own).toMatchObject({ complaint, state: 'answered', answer: 'Wij komen dinsdag.' });
  expect(own).not.toHaveProperty('text');
  await expect(t.call('complaints.ofDossier', { dossier }, citizenOf(other.dossier))).rejects.toMatchObject({ type: 'caller.not-yours' });
  for (const deed of ['complaints.show', 'complaints.takeUp']) await expect(t.call(deed, { complaint }, citizenOf(dossier))).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await show(complaint);
  const entries = await t.house.engine.store.reader('gent').find(auditEntries, { what: 'complaints.show', subject: `dossier:${dossier}` });
  expect(entries).toMatchObject([{ actor: 'official:els.peeters', result: 'done' }]);
});

test('who asks what is held sees the own words and the answer; who asks to be forgotten is, once nothing is open', async () => {
  const { dossier, insz } = await aDossier();
  const words = 'De ambtenaar riep naar mij.';
  const [open, other] = [await file(dossier, { text: words }), await file((await aDossier()).dossier, { text: words })];
  await inGent(t, (work) => moveDossier(work, dossier, 'lapse'));
  await t.idle();
  const officer = as('data-protection');
  const why = 'asked-by-citizen';
  const exported = JSON.stringify(await t.call('retention.exportPerson', { insz, why }, officer));
  expect([exported.includes(words), exported.includes(open.complaint), exported.includes(other.complaint), exported.includes('els.peeters')]).toEqual([true, true, false, false]);
  const erase = () => t.call('retention.erasePerson', { insz, why, confirm: 'for-good' }, officer);
  await expect(erase()).rejects.toMatchObject({ code: 409 });
  await act('answer', open.complaint, { text: 'Onze excuses.' });
  await t.idle();
  await erase();
  const reader = t.house.engine.store.reader('gent');
  expect([await reader.count(complaintRows, { dossier }), await reader.count(complaintSteps, { complaint: open.complaint }), await reader.count(complaintRows, { id: other.complaint })]).toEqual([0, 0, 1]);
});

test('the words of both sides and the CRM\'s reference never stand in clear in the database', async () => {
  const { dossier } = await aDossier();
  const { complaint } = await file(dossier, { text: 'Zeldzaamheidswoordje' });
  await act('answer', complaint, { text: 'Antwoordzeldzaamheid' });
  await t.idle();
  const files = readdirSync(t.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.sqlite') && !name.includes('sandbox'));
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) expect([name, /Zeldzaamheidswoordje|Antwoordzeldzaamheid/.test(readFileSync(join(t.dataDir, name), 'latin1'))]).toEqual([name, false]);
});
