import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

let t: TestHouse;
let db: DatabaseSync;
let a: Awaited<ReturnType<typeof aScheduledVisit>>;
let b: Awaited<ReturnType<typeof aScheduledVisit>>;
beforeAll(async () => {
  t = await openTestHouse();
  a = await aScheduledVisit(t, { email: 'a@example.org' });
  b = await aScheduledVisit(t, { email: 'b@example.org' });
  await t.idle();
  db = new DatabaseSync(join(t.dataDir, 'eid.sqlite'));
});
afterAll(async () => { db.close(); await t.stop(); });

const failed = (error: { type?: string }) => error.type;
const exported = (insz: string) => t.call<object>('retention.exportPerson', { insz, why: 'asked-by-citizen' }, as('data-protection')).then((held) => JSON.stringify(held), failed);
const found = (insz: string) => t.call<object>('journey.find', { insz }, as('clerk')).catch(failed);
async function unreadable() {
  const bad: string[] = [];
  for await (const { table, key } of t.house.keys.check('gent')) bad.push(`${table} ${key.join(' ')}`);
  return new Set(bad);
}

/** Exchanges a clear column of two rows, as somebody does who has the file, and puts it back. */
async function exchanged<T>(table: string, column: string, ids: readonly [string, string], body: () => Promise<T>): Promise<T> {
  const get = (id: string) => String(db.prepare(`SELECT "${column}" AS cell FROM ${table} WHERE id = ?`).get(id)?.['cell']);
  const put = (id: string, cell: string) => { db.prepare(`UPDATE ${table} SET "${column}" = ? WHERE id = ?`).run(cell, id); };
  const lay = (first: string, second: string) => { put(ids[0], 'in-between'); put(ids[1], second); put(ids[0], first); };
  const [one, two] = [get(ids[0]), get(ids[1])];
  lay(two, one);
  try {
    return await body();
  } finally {
    lay(one, two);
  }
}
const idOf = (table: string, column: string, value: unknown) => String(db.prepare(`SELECT id FROM ${table} WHERE "${column}" = ?`).get(String(value))?.['id']);
const personOf = (dossier: string) => db.prepare('SELECT person FROM journey_dossiers WHERE id = ?').get(dossier)?.['person'];

test.each(['inszIndex', 'person'])('two national numbers of which the %s was exchanged are refused, not answered with somebody else, and the check of the vault names them', async (column) => {
  const ids = [a, b].map(({ dossier }) => idOf('journey_person_numbers', 'person', personOf(dossier))) as [string, string];
  await exchanged('journey_person_numbers', column, ids, async () => {
    expect(await found(a.citizen.insz)).toBe('vault.unreadable');
    expect(await exported(a.citizen.insz)).toBe('vault.unreadable');
    expect(await unreadable()).toEqual(new Set(ids.map((id) => `journey_person_numbers ${id}`)));
  });
  expect(await unreadable()).toEqual(new Set());
  expect(await exported(a.citizen.insz)).toContain('a@example.org');
});

test.each([['journey_dossiers', 'person'], ['journey_dossiers', 'cardIndex']])('two rows of %s of which the %s was exchanged are named by the check of the vault, and no export gives somebody else\'s data', async (table, column) => {
  const ids = [a.dossier, b.dossier] as const;
  await exchanged(table, column, ids, async () => {
    expect(await exported(a.citizen.insz)).not.toContain('b@example.org');
    expect(await unreadable()).toEqual(new Set(ids.map((id) => `${table} ${id}`)));
  });
});

test.each(['communication_messages', 'outbox_items'])('a row of %s that was moved to another dossier is not shown as that one\'s', async (table) => {
  const theirs = idOf(table, 'dossier', b.dossier);
  db.prepare(`UPDATE ${table} SET dossier = ? WHERE id = ?`).run(a.dossier, theirs);
  try {
    expect(await exported(a.citizen.insz)).not.toContain('b@example.org');
    expect(await unreadable()).toEqual(new Set([`${table} ${theirs}`]));
  } finally {
    db.prepare(`UPDATE ${table} SET dossier = ? WHERE id = ?`).run(b.dossier, theirs);
  }
});
