import { auditEntries } from '#services/audit/audit.store.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const officer = as('data-protection');
const why = 'asked-by-citizen';
const failed = (error: { type?: string }) => error.type;
const entries = () => t.house.engine.store.reader('gent').find(auditEntries, {}, { by: [['sequence', 'asc']] });
/** What was added to the audit meanwhile, and what came of it. */
async function added(body: () => Promise<unknown>) {
  const before = (await entries()).length;
  const came = await body();
  return { came, entries: (await entries()).slice(before).map(({ actor, what, subject, result }) => ({ actor, what, subject, result })) };
}
const personOf = async (insz: string) => (await t.call<{ person: string }>('retention.exportPerson', { insz, why }, officer)).person;

test('each look-up of a citizen at an outside system says whose data were looked up', async () => {
  const visit = await aScheduledVisit(t);
  await t.idle();
  const person = await personOf(visit.citizen.insz);
  const lookUps = (await entries()).filter(({ what }) => ['crm.citizen', 'eid-tool.cardOf', 'disability-register.recognition', 'citizen-login.finish'].includes(what));
  expect(new Set(lookUps.map(({ what }) => what)).size).toBeGreaterThan(1);
  expect(lookUps.filter(({ subject }) => subject === null)).toEqual([]);
  expect(lookUps.map(({ subject }) => subject)).toContain(`person:${person}`);
});

test('who looks for a number that nobody here has leaves an entry too, and all of them for one number are found together', async () => {
  const { insz } = await aCitizen(t);
  const looks = await added(async () => {
    await t.call('journey.find', { insz }, as('clerk'));
    return Promise.all(['exportPerson', 'previewErasure'].map((action) => t.call(`retention.${action}`, { insz, why }, officer).catch(failed)));
  });
  expect(looks.came).toEqual(['person.unknown', 'person.unknown']);
  expect(looks.entries.map(({ what, result }) => `${what} ${result}`).toSorted()).toEqual(['journey.find done', 'retention.exportPerson failed', 'retention.previewErasure failed']);
  const [subject, ...others] = new Set(looks.entries.map((entry) => entry.subject));
  expect(others).toEqual([]);
  expect(subject).toMatch(/^insz:v1:[\w-]{43}$/);
  expect((await t.call<{ entries: object[] }>('audit.search', { subject }, as('administrator'))).entries).toHaveLength(3);
});

test('what was looked up of a citizen before he or she was known here is in the answer to who asks what is held', async () => {
  const { citizen } = await aScheduledVisit(t);
  await t.idle();
  const held = JSON.stringify(await t.call<object>('retention.exportPerson', { insz: citizen.insz, why }, officer));
  expect(held).toMatch(/"what":"(eid-tool\.cardOf|disability-register\.recognition|crm\.citizen)","subject":"insz"/);
  expect(held).toMatch(/"what":"crm\.citizen","subject":"person:/);
});

test('a look-up that is refused leaves an entry: for want of a right, and of a citizen in another dossier', async () => {
  const { citizen, dossier } = await aScheduledVisit(t);
  await t.idle();
  const byProgram = await added(() => t.call('journey.find', { insz: citizen.insz }, as('website')).catch(failed));
  expect(byProgram).toEqual({ came: 'caller.scope-missing', entries: [{ actor: 'system:website', what: 'journey.find', subject: `person:${await personOf(citizen.insz)}`, result: 'refused' }] });
  const other = (await aScheduledVisit(t)).dossier;
  await t.idle();
  const byCitizen = await added(() => t.call('request.status', { dossier: other }, citizenOf(dossier)).catch(failed));
  expect(byCitizen).toEqual({ came: 'caller.not-yours', entries: [{ actor: 'citizen', what: 'request.status', subject: `dossier:${other}`, result: 'refused' }] });
});

test('who opens the list of calls, with names and telephone numbers, leaves an entry for each citizen on it', async () => {
  await aCitizen(t, { email: null, phone: '+3292112233', preferredMedium: 'telephone', recognised: true });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await t.idle();
  const { came, entries: noted } = await added(() => t.call<{ calls: { dossier: string }[] }>('communication.callList', {}, as('clerk', 'an.claes')));
  const { calls } = came as { calls: { dossier: string }[] };
  expect(calls.length).toBeGreaterThan(0);
  expect(noted).toEqual(calls.map(({ dossier }) => ({ actor: 'official:an.claes', what: 'communication.callList', subject: `dossier:${dossier}`, result: 'done' })));
});
