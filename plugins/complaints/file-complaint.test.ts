import { moveDossier } from '#services/journey/move-dossier.ts';
import { inGent, outboxOf } from '#tools/test-house/look-inside.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

const clerk = as('clerk', 'an.claes');
const words = "Niemand kwam; 'k heb gewacht.\nTweemaal! \u{1f620}";
let the: TestHouse;
beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

async function aDossier(): Promise<TestCitizen & { dossier: string }> {
  const citizen = await aCitizen(the);
  return { ...citizen, ...await the.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, clerk) };
}
const file = (dossier: string, by = citizenOf(dossier), input: object = {}) => the.call<{ complaint: string }>('complaints.file', { dossier, about: 'visit', text: words, ...input }, by);
const inCrm = async (dossier: string) => (await the.pull<{ complaints: { dossier: string }[] }>('crm', 'complaints')).complaints.filter((complaint) => complaint.dossier === dossier);

test.each([['the citizen', citizenOf], ['a clerk', () => clerk], ['an official', () => as('official')]])('a complaint that %s files stands in the CRM word for word, with citizen, dossier and moment', async (_who, by) => {
  const { dossier, insz } = await aDossier();
  const { complaint } = await file(dossier, by(dossier), { tone: 'neutral' });
  await the.idle();
  expect(await inCrm(dossier)).toEqual([{ reference: expect.any(String), complaint, insz, dossier, about: 'visit', tone: 'neutral', text: words, at: expect.any(Number), answeredBy: 'here', ended: null }]);
});

test('while the CRM is away a complaint waits; it arrives once, whatever was lost on the way', async () => {
  const { dossier } = await aDossier();
  for (const kind of ['down', 'answers-late']) {
    await the.pull('crm', 'fault', { operation: 'recordComplaint', kind, times: 1 });
    await file(dossier, undefined, { about: 'delivery' });
    await the.idle();
  }
  expect(await inCrm(dossier)).toHaveLength(2);
});

test('a complaint that the CRM refuses waits for a person, and the next one does not wait for it', async () => {
  const { dossier } = await aDossier();
  await the.pull('crm', 'fault', { operation: 'recordComplaint', kind: 'refuses', times: 1 });
  await file(dossier);
  await the.idle();
  await file(dossier, undefined, { text: 'Nog eens.' });
  await the.idle();
  expect(await inCrm(dossier)).toMatchObject([{ text: 'Nog eens.' }]);
  expect((await outboxOf(the, { dossier, name: 'crm.recordComplaint' })).map(({ state }) => state)).toEqual(['failed', 'done']);
});

test('a citizen can still complain when the dossier has ended', async () => {
  const { dossier } = await aDossier();
  await inGent(the, (work) => moveDossier(work, dossier, 'lapse'));
  await file(dossier);
  await the.idle();
  expect(await inCrm(dossier)).toHaveLength(1);
});

test.each([['without words', { text: ' \n ' }], ['about nothing that there is', { about: 'weather' }], ['of more words than a letter', { text: 'x'.repeat(4_001) }]])('a complaint %s is refused', async (_what, input) => {
  const { dossier } = await aDossier();
  await expect(file(dossier, undefined, input)).rejects.toMatchObject({ type: 'caller.bad-input' });
});

test('nobody complains about another citizen\'s dossier, and the website alone about none', async () => {
  const [one, two] = [await aDossier(), await aDossier()];
  await expect(file(one.dossier, citizenOf(two.dossier))).rejects.toMatchObject({ type: 'caller.not-yours' });
  await expect(file(one.dossier, as('website'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});
