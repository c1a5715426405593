import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openStore } from './open-store.ts';

const columns = { id: column.id(), label: column.text(), day: column.day(), count: column.text(), note: column.longText(), size: column.integer() };
const visits = defineTable('made_visits', columns, { key: ['id'] });
const made001 = defineMigration('made/001', (schema) => schema.createTable('made_visits', columns, { key: ['id'] }));
const aVisit = (overrides: Partial<Record<'id' | 'label' | 'day', string>> = {}) => ({ id: '1', label: 'a', day: '2026-02-28', count: 'one', note: 'n', size: 1, ...overrides });

const folder = mkdtempSync(join(tmpdir(), 'eid-made-'));
let store: Store;
beforeAll(async () => {
  store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: [visits], migrations: [made001], sealer: { seal: () => '', demandIndex: () => undefined, open: () => '' } });
});
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(async () => { for (const municipality of ['gent', 'kortenberg']) await store.transaction(municipality, (tables) => tables.remove(visits, {})); });

test('the first of several rows is the first in the order that was asked for, and none where there is none', async () => {
  for (const id of ['2', '3', '1']) await store.transaction('gent', (tables) => tables.insert(visits, aVisit({ id })));
  const reader = store.reader('gent');
  expect((await reader.first(visits, {}, { by: [['id', 'asc']] }))?.id).toBe('1');
  expect((await reader.first(visits, {}, { by: [['id', 'desc']] }))?.id).toBe('3');
  expect(await reader.first(visits, { id: '4' })).toBeUndefined();
});

test('the machinery writes a row into the municipality that it names, and only where it is not there yet', async () => {
  const write = (municipality: string, label: string) => store.system((tables) => tables.insertIfNew(visits, { municipality, ...aVisit({ label }) }));
  expect([await write('gent', 'a'), await write('gent', 'b'), await write('kortenberg', 'c')]).toEqual([true, false, true]);
  expect(await store.reader('gent').find(visits, {})).toEqual([aVisit({ label: 'a' })]);
  expect(await store.reader('kortenberg').find(visits, {})).toEqual([aVisit({ label: 'c' })]);
});

test('rows are counted by a column of ids, of short texts or of days, and each word by itself', async () => {
  for (const [id, label, day] of [['1', 'a', '2026-01-01'], ['2', 'a', '2026-01-02'], ['3', 'b', '2026-01-02']] as const) await store.transaction('gent', (tables) => tables.insert(visits, aVisit({ id, label, day })));
  const reader = store.reader('gent');
  expect(await reader.countBy(visits, {}, 'id')).toEqual(new Map([['1', 1], ['2', 1], ['3', 1]]));
  expect(await reader.countBy(visits, {}, 'label')).toEqual(new Map([['a', 2], ['b', 1]]));
  expect(await reader.countBy(visits, {}, 'day')).toEqual(new Map([['2026-01-01', 1], ['2026-01-02', 2]]));
});

test.each(['note', 'size', 'count', 'nowhere'])('rows are not counted by figures, by long texts, by a column that is called count, or by none: %s', async (name) => {
  await expect(store.reader('gent').countBy(visits, {}, name as never)).rejects.toThrow(`table 'made_visits' cannot be counted by '${name}'`);
});
