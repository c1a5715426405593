import { rmSync } from 'node:fs';
import { catalogue } from './catalogue.ts';
import { complaintsPlugin } from '#plugins/complaints/complaints.plugin.ts';
import { defineMigration, type Migration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

const dataDir = newDataDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The next release: this one, and one step more on tables of the journey. */
const nextWith = (step: Migration) => openTestHouse({ dataDir, house: { offer: { ...catalogue, plugins: catalogue.plugins.map((plugin) => (plugin.contract.id === 'complaints' ? { ...complaintsPlugin, migrations: [...complaintsPlugin.migrations ?? [], step] } : plugin)) } } });
const thisOne = () => openTestHouse({ dataDir });
const up = (name: string): Migration['up'] => (schema) => schema.addColumns('journey_dossiers', { [name]: column.nullable(column.text(20)) });

async function openDossier(t: TestHouse): Promise<string> {
  const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  return dossier;
}
const seenBy = async (t: TestHouse) => (await t.call<{ dossiers: readonly { dossier: string }[] }>('journey.list', {}, as('clerk'))).dossiers.map(({ dossier }) => dossier);

test('during a rolling restart nodes of two releases share a database: both write, both see what the other wrote, and one of the older may start again', async () => {
  const older = await thisOne();
  const newer = await nextWith(defineMigration('journey/901-side', up('side'), { additive: true }));
  const dossiers = [await openDossier(older), await openDossier(newer)];
  expect(await seenBy(older)).toEqual(expect.arrayContaining(dossiers));
  expect(await seenBy(newer)).toEqual(expect.arrayContaining(dossiers));
  await older.stop();
  const again = await thisOne();
  dossiers.push(await openDossier(again));
  expect(await seenBy(again)).toEqual(expect.arrayContaining(dossiers));
  await again.stop();
  await newer.stop();
});

test('where the next release did more than add, one of the older does not start any more, and says why', async () => {
  const newer = await nextWith(defineMigration('journey/902-more', up('more')));
  await expect(thisOne()).rejects.toThrow("the database is newer than this version of the middleware: it has been through 'journey/902-more'");
  await newer.stop();
});
