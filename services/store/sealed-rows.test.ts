import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import type { Sealer } from '#services/vault/sealer.ts';
import { placeOf, readValue, toDatabase } from './convert-rows.ts';
import { openStore } from './open-store.ts';

const columns = {
  id: column.id(), part: column.integer(), owner: column.nullable(column.id()), holder: column.id(), state: column.text(20),
  inszIndex: column.nullable(column.blindIndex('insz', { in: 'personal', as: 'insz' })), cardIndex: column.nullable(column.blindIndex('card', { in: 'note', as: 'card' })),
  /** Its value is not kept. */
  codeIndex: column.nullable(column.blindIndex('code', null)),
  personal: column.sealed(z.object({ insz: z.string() })), note: column.nullable(column.sealed(z.unknown())),
};
const files = defineTable('sealed_files', columns, { key: ['id', 'part'], bound: ['owner', 'holder'] });
const free = defineTable('sealed_free', { id: column.id(), note: column.sealed(z.string()) }, { key: ['id'] });
const clear = defineTable('sealed_none', { id: column.id(), state: column.text() }, { key: ['id'] });
const sealed001 = defineMigration('sealed/001', async (schema) => {
  await schema.createTable('sealed_files', columns, { key: ['id', 'part'] });
  await schema.createTable('sealed_none', { id: column.id(), state: column.text() }, { key: ['id'] });
  await schema.createTable('sealed_free', { id: column.id(), note: column.sealed(z.string()) }, { key: ['id'] });
});

/** Seals by writing down the place beside the value, so that a test sees to what it was bound. */
const opened = jest.fn();
const demanded = jest.fn();
const sealer: Sealer = {
  seal: (place, text) => JSON.stringify([place, text]),
  open: (place, sealed) => {
    opened(place);
    const [boundTo, text] = JSON.parse(sealed) as [unknown, string];
    if (JSON.stringify(boundTo) !== JSON.stringify(place)) throw new Error(`sealed at ${JSON.stringify(boundTo)}, opened at ${JSON.stringify(place)}`);
    return text;
  },
  demandIndex: (place, index) => demanded(place, index),
};

const folder = mkdtempSync(join(tmpdir(), 'eid-sealed-'));
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: [files, free, clear], migrations: [sealed001], sealer }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(async () => { await store.transaction('gent', (tables) => tables.remove(files, {})); opened.mockClear(); demanded.mockClear(); });

const aFile = { id: 'f', part: 1, owner: 'o', holder: 'h', state: 'new', personal: { insz: '85073003328' } };
const put = (overrides: Partial<typeof aFile> & { note?: unknown; inszIndex?: string; codeIndex?: string } = {}) => store.transaction('gent', (tables) => tables.insert(files, { ...aFile, ...overrides }));
const update = (where: object, changes: object) => store.transaction('gent', (tables) => tables.update(files, where, changes));
const all = () => store.reader('gent').find(files, {}, { by: [['part', 'asc']] });
const place = { municipality: 'gent', table: 'sealed_files', key: ['f', 1], column: 'personal', bound: { owner: 'o', holder: 'h' } };

test('what is sealed is bound to its municipality, table, whole key, column and to whose the row is', async () => {
  expect(toDatabase(sealer, files, 'gent', aFile)).toEqual({ municipality: 'gent', ...aFile, personal: JSON.stringify([place, '{"insz":"85073003328"}']) });
  expect(placeOf(files, 'gent', { ...aFile, owner: null }, 'note')).toEqual({ ...place, column: 'note', bound: { owner: null, holder: 'h' } });
  expect(placeOf(files, 'gent', { id: 'f', part: 1, holder: 'h' }, 'note')).toEqual({ ...place, column: 'note', bound: { owner: null, holder: 'h' } });
  expect(placeOf(free, 'gent', { id: 'f' }, 'note')).toEqual({ municipality: 'gent', table: 'sealed_free', key: ['f'], column: 'note' });
});

test.each([
  ['part of its key', { part: undefined }, "a sealed column of 'sealed_files' is written only where the whole key is named: 'part' is missing"],
  ['all that is not its key', { id: null }, "a sealed column of 'sealed_files' is written only where the whole key is named: 'id' is missing"],
  ['its holder, who is never left out', { holder: undefined }, "a sealed column of 'sealed_files' is bound to 'holder', which is missing"],
  ['its holder, who is never empty', { holder: null }, "a sealed column of 'sealed_files' is bound to 'holder', which is missing"],
  ['an owner that could be kept', { owner: { in: ['o'] } }, "a sealed column of 'sealed_files' is bound to 'owner', which is missing"],
])('nothing is sealed in a row that does not say %s', (_title, overrides, refused) => {
  expect(() => placeOf(files, 'gent', { ...aFile, ...overrides }, 'personal')).toThrow(refused);
});

test('a column that the table does not have is refused', async () => {
  await expect(put({ colour: 'red' } as never)).rejects.toThrow("table 'sealed_files' has no column 'colour'");
});

test('what is left out is empty, and nothing is sealed for it', async () => {
  await put({ note: undefined });
  await put({ part: 2, note: null });
  expect((await all()).map(({ note, inszIndex }) => [note, inszIndex])).toEqual([[null, null], [null, null]]);
  expect(opened).not.toHaveBeenCalled();
});

test('a sealed value is opened when somebody looks at it, once, and may be overlaid', async () => {
  await put();
  await put({ part: 2, note: 'n' });
  const [first, second] = await all();
  expect([first?.id, opened.mock.calls]).toEqual(['f', []]);
  expect([first?.personal, first?.personal, { ...second }.note]).toEqual([aFile.personal, aFile.personal, 'n']);
  expect(opened.mock.calls.map(([{ key, column: name }]) => [...key, name])).toEqual([['f', 1, 'personal'], ['f', 2, 'personal'], ['f', 2, 'note']]);
  if (second) second.note = 'overlaid';
  expect(second?.note).toBe('overlaid');
  expect(Object.keys(second ?? {})).toEqual(Object.keys(columns));
});

test('what has a form that the column does not know is unreadable, and what was in it stays unsaid', async () => {
  await put({ personal: { number: '85073003328' } } as never);
  const [row] = await all();
  const look = () => row?.personal;
  expect(look).toThrow(expect.objectContaining({ type: 'vault.unreadable' }));
  expect(look).toThrow(expect.not.objectContaining({ message: expect.stringContaining('85073003328') }));
});

test('the index by which a row is found must be that of the very value that is sealed in it', async () => {
  await put({ inszIndex: 'v1:x', codeIndex: 'v1:z', note: { card: 5 } });
  const [row] = await all();
  expect([row?.personal, row?.note]).toEqual([aFile.personal, { card: 5 }]);
  expect(demanded.mock.calls).toEqual([[{ ...place, column: 'personal' }, { purpose: 'insz', value: '85073003328', index: 'v1:x' }]]);
});

test.each([[{ insz: '' }, { card: '' }], [{ insz: '' }, 'a text'], [{ insz: '' }, {}], [{ insz: '' }, null]])('what was emptied, or has no such value, needs no index: %j and %j', async (personal, note) => {
  await put({ personal, note });
  const [row] = await all();
  expect([row?.personal, row?.note, demanded.mock.calls]).toEqual([personal, note, []]);
});

test('a value comes back as what it is, whatever the database made of it', () => {
  expect([1, 0, true, false, '1', '0', 'true', null, undefined].map((value) => readValue(column.flag(), value))).toEqual([true, false, true, false, true, false, false, null, null]);
  for (const made of [column.integer(), column.instant()]) expect(['5', 5, 5n, null, undefined].map((value) => readValue(made, value))).toEqual([5, 5, 5, null, null]);
  for (const made of [column.id(), column.text(), column.longText(), column.day()]) expect(['5', null, undefined].map((value) => readValue(made, value))).toEqual(['5', null, null]);
});

test.each([
  ['its whole place', { id: 'f', part: 1, owner: 'o', holder: 'h' }], ['its key alone', { id: 'f', part: 1 }], ['a part of its key', { id: 'f' }],
  ['a list of keys', { id: { in: ['f'] }, part: 1 }], ['its whole place, a list in it', { id: { in: ['f'] }, part: 1, owner: 'o', holder: 'h' }], ['its place and a list beside it', { id: 'f', part: 1, owner: 'o', holder: 'h', state: { in: ['new'] } }], ['its state', { state: 'new' }], ['its place and more', { id: 'f', part: 1, owner: 'o', holder: 'h', state: 'new' }],
])('a sealed value that is changed stays bound to its place when the row is named by %s', async (_title, where) => {
  await put();
  expect(await update(where, { personal: { insz: '17073003384' }, note: 'n' })).toBe(1);
  const [row] = await all();
  expect([row?.personal, row?.note]).toEqual([{ insz: '17073003384' }, 'n']);
});

test('a row that is searched by what it could not hold is not found, and nothing is sealed', async () => {
  await put();
  expect(await update({ id: 'f', part: 1, owner: 'o', holder: 'h', state: 'x'.repeat(30) }, { note: 'n' })).toBe(0);
});

test('a row in which nothing is sealed may move to another key', async () => {
  await store.transaction('gent', async (tables) => {
    await tables.insert(clear, { id: '1', state: 'new' });
    expect(await tables.update(clear, { id: '1' }, { id: '2' })).toBe(1);
    expect(await tables.find(clear, {})).toEqual([{ id: '2', state: 'new' }]);
  });
});

test('a change of a column that the table does not have is refused', async () => {
  await put();
  await expect(update({ id: 'f' }, { colour: 'red' })).rejects.toThrow("table 'sealed_files' has no column 'colour'");
});

test('many rows are changed one by one where something is sealed anew, each bound to its own place', async () => {
  for (const part of [1, 2, 3]) await put({ part, owner: `o${part}`, state: part === 3 ? 'old' : 'new' });
  expect(await update({ state: 'new' }, { note: 'n', state: 'seen' })).toBe(2);
  expect((await all()).map(({ state, note }) => [state, note])).toEqual([['seen', 'n'], ['seen', 'n'], ['old', null]]);
});

test('an owner who is nobody is a place like any other', async () => {
  await store.transaction('gent', (tables) => tables.insert(files, { ...aFile, owner: null }));
  expect(await update({ id: 'f', part: 1, owner: null, holder: 'h' }, { note: 'n' })).toBe(1);
  expect((await all())[0]?.note).toBe('n');
});

test('a change that says nothing changes nothing, and counts the rows all the same', async () => {
  for (const part of [1, 2]) await put({ part });
  expect(await update({ state: 'new' }, { state: undefined })).toBe(2);
  expect(await update({ part: 2 }, {})).toBe(1);
  expect(await all()).toMatchObject([{ state: 'new' }, { state: 'new' }]);
});

test.each([
  ['the key', { id: 'f' }, { part: 2 }, "the key 'part' of 'sealed_files' cannot be changed: its sealed values are bound to it"],
  ['whose it is, alone', { id: 'f', part: 1 }, { owner: 'p' }, "'owner' of 'sealed_files' changes only together with all that is sealed: that is bound to it"],
  ['whose it is, with one of two sealed values', { id: 'f', part: 1 }, { holder: 'p', note: 'n' }, "'holder' of 'sealed_files' changes only together with all that is sealed: that is bound to it"],
])('%s does not change under what is sealed', async (_title, where, changes, refused) => {
  await put();
  await expect(update(where, changes)).rejects.toThrow(refused);
  await expect(store.system((tables) => tables.update(files, where, changes))).rejects.toThrow(/cannot be changed|changes only together|in one municipality only/);
  expect((await all())[0]?.personal).toEqual(aFile.personal);
});

test('what goes needs no place: it is emptied in all rows at once', async () => {
  for (const part of [1, 2]) await put({ part, note: 'n' });
  const statements = jest.spyOn(Sequelize.prototype, 'query');
  expect(await update({ state: 'new' }, { note: null })).toBe(2);
  expect(statements.mock.calls.filter(([sql]) => /SELECT|UPDATE/.test(JSON.stringify(sql)))).toHaveLength(1);
  statements.mockRestore();
  expect((await all()).map(({ note }) => note)).toEqual([null, null]);
});

test('the machinery changes what is clear in all municipalities, and what is sealed in one', async () => {
  await put();
  await put({ id: 'g' });
  expect(await store.system((tables) => tables.update(files, { id: 'f' }, { state: 'seen' }))).toBe(1);
  await expect(store.system((tables) => tables.update(files, { id: 'f' }, { note: null }))).rejects.toThrow('a sealed column is changed in one municipality only');
  expect(await store.system((tables) => tables.update(files, { municipality: 'gent', id: 'f' }, { note: 'n' }))).toBe(1);
  expect(await store.system((tables) => tables.update(files, { municipality: 'kortenberg', id: 'f' }, { note: 'm' }))).toBe(0);
  expect(await store.system((tables) => tables.of('gent').first(files, { id: 'f' }))).toMatchObject({ state: 'seen', note: 'n' });
});
