import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { auditEntries } from '#services/audit/audit.store.ts';
import { dossiers, personNumbers } from '#services/journey/dossier.store.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import { personOf } from '#services/journey/people.ts';
import type { Store } from '#services/kernel/tables.ts';
import { careForKeys } from './care-for-keys.ts';
import { keyMarks } from './key-marks.store.ts';
import { sealedEnvelopes } from './sealed.store.ts';
import { sealerOf } from './seal-value.ts';

let t: TestHouse;
let realNow: () => number;
let later = 0;
beforeEach(async () => {
  const start = Date.parse('2026-11-24T09:00:00+01:00');
  realNow = () => start + later;
  t = await openTestHouse({ house: { realNow: () => realNow(), works: { outbox: false, jobs: false } } });
});
afterEach(() => t.stop());

const gent = () => t.house.engine.store.reader('gent');
const aPerson = (serial: number) => ({ insz: makeInsz('1961-05-02', serial, { testPerson: true }), cardNumber: makeCardNumber(String(5_940_000_000 + serial)), expiresOn: '2027-12-15', ground: null, reason: 'expires-soon' });
const people = Array.from({ length: 120 }, (_, index) => aPerson(index + 1));
const openAll = () => inGent(t, async (work) => { for (const person of people) await openDossier(work, person); });
const versionsIn = (table: string, column: string) => {
  const db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'), { readOnly: true });
  const rows = db.prepare(`SELECT DISTINCT substr(${column}, 1, 3) AS version FROM ${table} WHERE ${column} IS NOT NULL`).all().map(({ version }) => String(version));
  db.close();
  return rows;
};
const marked = async () => (await gent().find(keyMarks, {}, { by: [['version', 'asc']] })).map(({ version }) => version);
const everything = async () => ({
  numbers: (await gent().find(personNumbers, {}, { by: [['id', 'asc']] })).map(({ inszIndex: _index, ...row }) => row),
  dossiers: (await gent().find(dossiers, {}, { by: [['id', 'asc']] })).map(({ cardIndex: _index, ...row }) => row),
  audit: await gent().find(auditEntries, {}, { by: [['sequence', 'asc']] }),
});

test('after a rotation the job brings all that can be under the newest key, and nothing else of a row changes', async () => {
  await aCitizen(t, { recognised: true });
  await t.call('invitation.checkExpiry', {}, as('administrator'));
  await openAll();
  const envelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' as const } };
  const kept = await inGent(t, (work) => work.keepSealed(envelope));
  const before = await everything();
  await t.house.keys.rotate();
  expect(await marked()).toEqual([1, 2]);
  expect(await t.house.keys.inUse()).toEqual(expect.arrayContaining([{ version: 1, municipality: 'gent', table: 'journey_dossiers', column: 'cardIndex', count: 121 }, { version: 1, municipality: 'gent', table: 'vault_sealed', column: 'envelope', count: 1 }]));
  expect((await t.house.keys.rekey('gent')).left).toBe(0);
  expect(await t.house.keys.inUse()).toEqual([]);
  for (const [table, column, version] of [['journey_dossiers', 'personal', 'v2.'], ['journey_dossiers', 'cardIndex', 'v2:'], ['journey_person_numbers', 'inszIndex', 'v2:'], ['outbox_items', 'payload', 'v2.'], ['vault_sealed', 'envelope', 'v2.']]) {
    expect([table, column, versionsIn(table ?? '', column ?? '')]).toEqual([table, column, [version]]);
  }
  later = 11 * 60_000;
  await t.house.keys.retire(1);
  expect(await everything()).toEqual(before);
  expect((await gent().first(sealedEnvelopes, { id: kept }))?.envelope).toEqual(envelope);
  for (const person of people.slice(0, 3)) expect(await inGent(t, (work) => openDossier(work, person))).toBeUndefined();
  expect(await t.call('audit.verify', {}, as('administrator'))).toMatchObject({ problem: null });
  expect(t.house.keys.versions()).toEqual([2]);
  expect(await marked()).toEqual([2]);
});

test('a re-keying that dies between two batches loses nothing, and the next one ends it', async () => {
  await openAll();
  const before = await everything();
  await t.house.keys.rotate();
  const { store, keyring } = t.house.engine;
  let alive = 0;
  const dying: Store = { ...store, transaction: (municipality, body) => (alive-- > 0 ? store.transaction(municipality, body) : Promise.reject(new Error('killed'))) };
  const seen = new Set<string>();
  // Each life goes one batch further than the one before, and then dies.
  for (let lives = 0, ended = false; !ended; lives += 1) {
    alive = lives;
    ended = await careForKeys({ store: dying, keyring, sealer: sealerOf(keyring) }, ['gent'], realNow).rekey('gent').then(({ left }) => left === 0, () => false);
    seen.add(versionsIn('journey_dossiers', 'cardIndex').toSorted((one, other) => one.localeCompare(other)).join());
    expect(await everything()).toEqual(before);
  }
  expect([...seen]).toEqual(['v1:', 'v1:,v2:', 'v2:']);
  expect(await t.house.keys.rekey('gent')).toEqual({ changed: 0, left: 0 });
  expect(await everything()).toEqual(before);
});

test('work that goes on while rows are brought under the newest key is neither lost nor doubled', async () => {
  await openAll();
  await t.house.keys.rotate();
  const working = Promise.all(people.map((person, index) => inGent(t, async (work) => {
    await work.update(dossiers, { person: await personOf(work, person.insz) }, { personal: { cardNumber: person.cardNumber }, stateSince: index });
    return openDossier(work, person);
  })));
  const [again] = await Promise.all([working, t.house.keys.rekey('gent')]);
  expect(new Set(again)).toEqual(new Set([undefined]));
  await t.house.keys.rekey('gent');
  expect(await t.house.keys.inUse()).toEqual([]);
  expect(new Set((await gent().find(dossiers, {})).map(({ stateSince }) => stateSince)).size).toBe(people.length);
});

test('a key is not taken away while any row needs it, nor just after it was replaced, nor when it is the newest', async () => {
  const { keys } = t.house;
  await inGent(t, (work) => personOf(work, aPerson(1).insz));
  await expect(keys.retire(1)).rejects.toMatchObject({ type: 'keys.newest' });
  await expect(keys.retire(7)).rejects.toMatchObject({ type: 'keys.unknown' });
  await keys.rotate();
  await expect(keys.retire(1)).rejects.toMatchObject({ type: 'keys.just-replaced' });
  later += 11 * 60_000;
  await expect(keys.retire(1)).rejects.toMatchObject({ type: 'keys.in-use', data: { issues: [{ detail: '1 in gent' }] } });
  expect(keys.versions()).toEqual([2, 1]);
});

test('a key is not taken away while rows of a municipality need it that is left out of the configuration', async () => {
  await inGent(t, (work) => personOf(work, aPerson(1).insz));
  await t.house.keys.rotate();
  later += 11 * 60_000;
  const municipalities = [...t.house.engine.municipalities.values()].map(({ definition }) => definition).filter(({ id }) => id !== 'gent');
  const without = await openTestHouse({ dataDir: t.dataDir, house: { realNow: () => realNow(), municipalities, works: { outbox: false, jobs: false } } });
  await without.house.keys.rekey('kortenberg');
  await expect(without.house.keys.retire(1)).rejects.toMatchObject({ type: 'keys.in-use', data: { issues: [{ detail: '1 in gent' }] } });
  expect((await without.house.keys.rekey('gent')).left).toBe(0);
  await without.house.keys.retire(1);
  await without.stop();
});

test('a row that was tampered with stays as it is: it is given no new seal, and its key is kept', async () => {
  await inGent(t, async (work) => { for (const person of people.slice(0, 3)) await openDossier(work, person); });
  const db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'));
  // One with the index of a number that is not its own, one whose seal was broken.
  db.exec("UPDATE journey_person_numbers SET inszIndex = 'v1:forged' WHERE id = (SELECT min(id) FROM journey_person_numbers)");
  db.exec("UPDATE journey_dossiers SET personal = substr(personal, 1, length(personal) - 1) || '!' WHERE id = (SELECT max(id) FROM journey_dossiers)");
  db.close();
  await t.house.keys.rotate();
  expect((await t.house.keys.rekey('gent')).left).toBe(1);
  const uses = (await t.house.keys.inUse()).map(({ table, column, count }) => [table, column, count]);
  expect(uses).toEqual(expect.arrayContaining([['journey_person_numbers', 'inszIndex', 1], ['journey_dossiers', 'personal', 1], ['journey_dossiers', 'cardIndex', 1]]));
  expect(uses).toHaveLength(3);
  const unreadable = [];
  for await (const place of t.house.keys.check('gent')) unreadable.push(place);
  expect(unreadable).toEqual(['journey_dossiers', 'journey_person_numbers'].map((table) => ({ municipality: 'gent', table, key: [expect.any(String)], column: 'personal' })));
});
