import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { aShelf, openShelves, shelves } from '#services/store/store-rules.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

const root = mkdtempSync(join(tmpdir(), 'eid-wiped-'));
let t: TestHouse;
beforeAll(async () => { t = await openTestHouse({ dataDir: mkdtempSync(join(root, 'house-')) }); });
afterAll(async () => { await t.stop(); rmSync(root, { recursive: true, force: true }); });

/** The files of the store in which these words stand. */
const filesWith = (words: string) => readdirSync(t.dataDir).filter((name) => name.startsWith('eid.sqlite') && readFileSync(join(t.dataDir, name)).includes(words));
function asItLies(select: string): string {
  const db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'), { readOnly: true });
  const row = db.prepare(select).get();
  db.close();
  return String(Object.values(row ?? {})[0]);
}

test('fingerprints that were destroyed are in no file of the store after the hourly job, while the middleware runs', async () => {
  const envelope = { keyId: 'k', wrappedKey: 'w'.repeat(300), iv: 'i', ciphertext: 'c'.repeat(4_000), tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' as const } };
  const id = await inGent(t, (work) => work.keepSealed(envelope));
  const sealed = asItLies(`SELECT substr(envelope, 40, 300) FROM vault_sealed WHERE id = '${id}'`);
  expect(sealed).toHaveLength(300);
  expect(filesWith(sealed)).not.toEqual([]);
  await inGent(t, (work) => work.destroySealed(id));
  await runJob(t, 'vault', 'destroy-expired');
  expect(filesWith(sealed)).toEqual([]);
});

/** Somebody whose dossier has ended, as he or she lies in the store. */
async function aWithdrawnCitizen() {
  const { citizen, dossier } = await aScheduledVisit(t);
  await t.idle();
  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  const cells = [asItLies('SELECT inszIndex FROM journey_person_numbers'), asItLies('SELECT personal FROM journey_person_numbers')];
  return { forget: () => t.call('retention.erasePerson', { insz: citizen.insz, why: 'asked-by-citizen', confirm: 'for-good' }, as('data-protection')), files: () => cells.map(filesWith) };
}

test('a person who was forgotten is in no file of the store when that is answered', async () => {
  const { forget, files } = await aWithdrawnCitizen();
  expect(files()).not.toContainEqual([]);
  await forget();
  expect(files()).toEqual([[], []]);
});

test('a person who is forgotten while a backup reads the store is in no file of it an hour later, and the log of the house says so', async () => {
  const { forget, files } = await aWithdrawnCitizen();
  const said = jest.spyOn(t.house.engine.log, 'warn');
  const backup = new DatabaseSync(join(t.dataDir, 'eid.sqlite'), { readOnly: true });
  backup.exec('BEGIN; SELECT count(*) FROM journey_dossiers');
  await forget();
  expect(said).toHaveBeenCalledWith({ municipality: 'gent' }, expect.stringContaining('stays in its log until the next hour'));
  backup.close();
  await runJob(t, 'vault', 'destroy-expired');
  expect(files()).toEqual([[], []]);
});

test('the log of the store is emptied while others write, and none of what they write is lost', async () => {
  const file = join(root, 'busy.sqlite');
  const store = await openShelves(`sqlite:${file}`, join(root, 'keys'));
  const write = (id: string) => store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id, label: id })));
  const writing = Array.from({ length: 80 }, (_, id) => write(`${id}`));
  const { wiped } = await store.transaction('gent', async (tables) => {
    const asked = store.wipeRemoved();
    await tables.insert(shelves, aShelf({ id: 'late', label: 'late' }));
    return { wiped: asked };
  });
  expect(await wiped).toBe(true);
  await Promise.all(writing);
  expect(await store.reader('gent').count(shelves, {})).toBe(81);
  expect(await store.wipeRemoved()).toBe(true);
  expect(statSync(`${file}-wal`).size).toBe(0);
  // A backup reads for a while.
  const other = new DatabaseSync(file, { readOnly: true });
  other.exec('BEGIN; SELECT count(*) FROM rules_shelves');
  await write('last');
  expect(await store.wipeRemoved()).toBe(false);
  other.close();
  expect(await store.wipeRemoved()).toBe(true);
  expect(await store.reader('gent').count(shelves, {})).toBe(82);
  await store.close();
});
