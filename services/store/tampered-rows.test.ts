import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-tampered-'));
const file = join(folder, 'a.sqlite');
const sealed = column.sealed(z.string());
const boxes = defineTable('tamper_boxes', { id: column.id(), left: sealed, right: sealed }, { key: ['id'] });
const crates = defineTable('tamper_crates', { id: column.id(), left: sealed, right: sealed }, { key: ['id'] });
const tamper001 = defineMigration('tamper/001', async (schema) => {
  for (const name of ['tamper_boxes', 'tamper_crates']) await schema.createTable(name, { id: column.id(), left: column.sealed(z.unknown()), right: column.sealed(z.unknown()) }, { key: ['id'] });
});

const tables = [boxes, crates];
const cells = ['gent', 'kortenberg'].flatMap((municipality) => tables.flatMap((table) => ['1', '2'].flatMap((id) => (['left', 'right'] as const).map((name) => ({ municipality, table, id, name })))));
type Cell = (typeof cells)[number];
const open = (keys: string) => openStore({ url: `sqlite:${file}`, tables, migrations: [tamper001], sealer: sealerOf(openKeyring(keys)) });

let store: Store;
let db: DatabaseSync;
beforeAll(async () => {
  store = await open(join(folder, 'keys'));
  for (const municipality of ['gent', 'kortenberg']) {
    await store.transaction(municipality, async (inside) => {
      for (const table of tables) for (const id of ['1', '2']) await inside.insert(table, { id, left: 'the same', right: 'the same' });
    });
  }
  db = new DatabaseSync(file);
});
afterAll(async () => { db.close(); await store.close(); rmSync(folder, { recursive: true }); });

const at = ({ table, name }: Cell) => ({ get: `SELECT "${name}" AS cell FROM ${table.name} WHERE municipality = ? AND id = ?`, put: `UPDATE ${table.name} SET "${name}" = ? WHERE municipality = ? AND id = ?` });
const lying = (cell: Cell) => String(db.prepare(at(cell).get).get(cell.municipality, cell.id)?.['cell']);
const lay = (cell: Cell, value: string) => { db.prepare(at(cell).put).run(value, cell.municipality, cell.id); };
/** What the store says of each cell: its value, or why not. */
const read = (from = store) => Promise.all(cells.map(async ({ municipality, table, id, name }) => {
  const row = await from.reader(municipality).first(table, { id });
  try {
    return row?.[name];
  } catch (error) {
    return (error as { type: string }).type;
  }
}));

const flip = fc.record({ deed: fc.constant('flip' as const), cell: fc.constantFrom(...cells), place: fc.nat({ max: 400 }), bit: fc.nat({ max: 6 }) });
const swap = fc.record({ deed: fc.constant('swap' as const), cell: fc.constantFrom(...cells), other: fc.constantFrom(...cells) });

test('a bit that is flipped, or a value moved to another row, column, table or municipality, is refused where it stands, and all else is read', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(flip, swap), async (tampering) => {
    const { cell } = tampering;
    const other = tampering.deed === 'swap' ? tampering.other : cell;
    fc.pre(tampering.deed === 'flip' || other !== cell);
    const [mine, theirs] = [lying(cell), lying(other)];
    if (tampering.deed === 'flip') {
      const place = tampering.place % mine.length;
      lay(cell, mine.slice(0, place) + String.fromCodePoint((mine.codePointAt(place) ?? 0) ^ 2 ** tampering.bit) + mine.slice(place + 1));
    } else {
      lay(cell, theirs);
      lay(other, mine);
    }
    const said = await read();
    lay(cell, mine);
    lay(other, theirs);
    expect(said).toEqual(cells.map((each) => (each === cell || each === other ? 'vault.unreadable' : 'the same')));
  }), { numRuns: 150 });
  expect(new Set(await read())).toEqual(new Set(['the same']));
});

test('with the keys of another installation nothing is read, and nothing is spoilt by trying', async () => {
  const wrong = await open(join(folder, 'other-keys'));
  expect(new Set(await read(wrong))).toEqual(new Set(['vault.unreadable']));
  await wrong.close();
  expect(new Set(await read())).toEqual(new Set(['the same']));
});
