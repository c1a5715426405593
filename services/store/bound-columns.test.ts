import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { rekeyRows } from '#services/vault/rekey-rows.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-bound-'));
const file = join(folder, 'a.sqlite');
const sealed = column.sealed(z.string());
const columns = { id: column.id(), owner: column.nullable(column.id()), state: column.text(), left: sealed, right: column.nullable(sealed) };
const boxes = defineTable('bound_boxes', columns, { key: ['id'], bound: ['owner'] });
/** As the table was declared before anything was bound to its owner. */
const before = defineTable('bound_boxes', columns, { key: ['id'] });
const bound001 = defineMigration('bound/001', async (schema) => schema.createTable('bound_boxes', columns, { key: ['id'] }));
const keyring = openKeyring(join(folder, 'keys'));
const sealer = sealerOf(keyring);
const open = (table: typeof boxes) => openStore({ url: `sqlite:${file}`, tables: [table], migrations: [bound001], sealer });

let store: Store;
let db: DatabaseSync;
let box = 0;
beforeAll(async () => { store = await open(boxes); db = new DatabaseSync(file); });
afterAll(async () => { db.close(); await store.close(); rmSync(folder, { recursive: true }); });

async function aBox(owner: string | null = 'a'): Promise<string> {
  box += 1;
  const id = String(box);
  await store.transaction('gent', (tables) => tables.insert(boxes, { id, state: 'new', left: 'l', ...(owner !== null && { owner }) }));
  return id;
}
const update = (where: object, changes: object) => store.transaction('gent', (tables) => tables.update(boxes, where, changes));
const read = async (id: string) => {
  const row = await store.reader('gent').first(boxes, { id });
  try {
    return row && [row.owner, row.left, row.right];
  } catch (error) {
    return (error as { type: string }).type;
  }
};
const give = (id: string, owner: string | null) => { db.prepare('UPDATE bound_boxes SET owner = ? WHERE id = ?').run(owner, id); };

test.each([['a', 'b'], ['a', null], [null, 'a']])('what is sealed for %s is refused once the row says %s', async (owner, other) => {
  const id = await aBox(owner);
  give(id, other);
  expect(await read(id)).toBe('vault.unreadable');
  give(id, owner);
  expect(await read(id)).toEqual([owner, 'l', null]);
});

test('a sealed value that is changed stays bound to its owner, whichever way the row was found', async () => {
  const id = await aBox();
  for (const where of [{ id }, { id, owner: 'a' }, { id, owner: { in: ['a'] } }, { state: 'new', id }]) {
    expect(await update(where, { left: 'x', right: 'y' })).toBe(1);
    expect(await read(id)).toEqual(['a', 'x', 'y']);
  }
  expect(await update({ id, owner: 'b' }, { left: 'not ours' })).toBe(0);
  expect(await update({ id }, { right: null, state: 'old' })).toBe(1);
  expect(await read(id)).toEqual(['a', 'x', null]);
});

test('an owner changes only together with all that is sealed', async () => {
  const id = await aBox();
  await expect(update({ id }, { owner: 'b' })).rejects.toThrow("'owner' of 'bound_boxes' changes only together with all that is sealed");
  await expect(update({ id }, { owner: 'b', left: 'x' })).rejects.toThrow('only together');
  expect(await update({ id, owner: 'a' }, { owner: 'a', state: 'held' })).toBe(1);
  expect(await update({ id }, { owner: 'b', left: 'x', right: null })).toBe(1);
  expect(await read(id)).toEqual(['b', 'x', null]);
});

test('what was sealed before is read as it is, and is bound as soon as it is sealed anew', async () => {
  const older = await open(before);
  await older.transaction('gent', (tables) => tables.insert(before, { id: 'old', owner: 'a', state: 'new', left: 'l' }));
  await older.close();
  expect(await read('old')).toEqual(['a', 'l', null]);
  keyring.rotate();
  await rekeyRows({ store, keyring, sealer }, 'gent', boxes);
  expect(await read('old')).toEqual(['a', 'l', null]);
  give('old', 'b');
  expect(await read('old')).toBe('vault.unreadable');
});
