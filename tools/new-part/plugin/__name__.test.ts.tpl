import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

interface Listed { readonly notes: readonly { readonly note: string; readonly text: string; readonly keptAt: number }[] }

const clerk = as('clerk', 'an.claes');
let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await t.call('administration.apply', { part: 'plugin', what: '__name__', deed: 'enable', settings: { most: 2 }, version: 0, why: 'test' }, as('administrator'));
});
afterAll(() => t.stop());

async function aDossier(): Promise<string> {
  const { insz } = await aCitizen(t);
  return (await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk)).dossier;
}
const keep = (dossier: string, note: string, who = clerk) => t.call<{ note: string }>('__name__.keep', { dossier, note }, who);
const list = (dossier: string, who = clerk) => t.call<Listed>('__name__.list', { dossier }, who);

test('notes of a dossier are shown in the order in which they were kept, word for word', async () => {
  const dossier = await aDossier();
  for (const text of ['Bel twee keer.', 'De hond bijt niet.']) await keep(dossier, text);
  expect((await list(dossier)).notes.map(({ text }) => text)).toEqual(['Bel twee keer.', 'De hond bijt niet.']);
});

test('a dossier has no more notes than its municipality allows', async () => {
  const dossier = await aDossier();
  for (const text of ['one', 'two']) await keep(dossier, text);
  await expect(keep(dossier, 'three')).rejects.toMatchObject({ type: '__name__.too-many' });
});

test('a municipality that has not switched it on refuses, and so does who has no right to it', async () => {
  const dossier = await aDossier();
  await expect(keep(dossier, 'x', as('website'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await expect(keep(dossier, 'x', as('clerk', 'an.claes', 'kortenberg'))).rejects.toMatchObject({ type: 'caller.plugin-disabled' });
});
