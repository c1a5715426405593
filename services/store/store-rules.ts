import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable, type Where } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { openStore } from './open-store.ts';

/** A table with every kind of column, for suites of rules that each database must keep. */
export const shelves = defineTable('rules_shelves', {
  id: column.id(), label: column.text(20), note: column.nullable(column.longText()), count: column.integer(), at: column.instant(), day: column.day(), open: column.flag(),
  personal: column.sealed(z.object({ name: z.string() })),
}, { key: ['id'], unique: [['label']], indexes: [['at']] });

export const shelves001 = defineMigration('rules/001-shelves', async (schema) => {
  await schema.createTable('rules_shelves', {
    id: column.id(), label: column.text(20), note: column.nullable(column.longText()), count: column.integer(), at: column.instant(), day: column.day(), open: column.flag(),
    personal: column.sealed(z.unknown()),
  }, { key: ['id'], unique: [['label']], indexes: [['at']] });
});

export const aShelf = (overrides: Partial<Parameters<typeof shelf>[0]> = {}) => shelf({ id: '1', label: 'a', ...overrides });
const shelf = (given: { id: string; label: string; count?: number; at?: number; open?: boolean; note?: string | null; personal?: { name: string } }) => ({
  count: 1, at: 5_000_000_000_000, day: '2026-02-28', open: true, note: null, personal: { name: 'Someone' }, ...given,
});

export function openShelves(url: string, keys: string = mkdtempSync(join(tmpdir(), 'eid-keys-'))): Promise<Store> {
  return openStore({ url, tables: [shelves], migrations: [shelves001], sealer: sealerOf(openKeyring(keys)) });
}

/** The rules, whatever the database. Each begins with an empty table. */
export function describeStoreRules(name: string, open: () => Promise<Store>): void {
  describe(`on ${name}`, () => {
    let store: Store;
    beforeAll(async () => { store = await open(); }, 60_000);
    afterAll(() => store.close());
    beforeEach(async () => { for (const municipality of ['gent', 'kortenberg']) await store.transaction(municipality, (tables) => tables.remove(shelves, {})); });

    const put = (overrides: Parameters<typeof aShelf>[0] = {}, municipality = 'gent') => store.transaction(municipality, (tables) => tables.insert(shelves, aShelf(overrides)));
    const all = (municipality = 'gent') => store.reader(municipality).find(shelves, {}, { by: [['id', 'asc']] });

    test('a row comes back as it went in: large instants, booleans, empty notes and sealed values', async () => {
      await put({ at: 9_007_199_254_740_991, open: false });
      expect(await all()).toEqual([aShelf({ at: 9_007_199_254_740_991, open: false })]);
    });

    test('the rows of another municipality are never seen, counted, changed or removed', async () => {
      await put({ id: '1' });
      await put({ id: '1' }, 'kortenberg');
      expect(await all('kortenberg')).toHaveLength(1);
      await store.transaction('kortenberg', async (tables) => {
        expect(await tables.count(shelves, {})).toBe(1);
        expect(await tables.update(shelves, {}, { count: 9 })).toBe(1);
        expect(await tables.remove(shelves, {})).toBe(1);
      });
      expect(await all()).toEqual([aShelf({ id: '1' })]);
    });

    test('a transaction that fails leaves nothing behind', async () => {
      await expect(store.transaction('gent', async (tables) => {
        await tables.insert(shelves, aShelf());
        throw new Error('after all not');
      })).rejects.toThrow('after all not');
      expect(await all()).toEqual([]);
    });

    test('one that fails harms none of those that run beside it', async () => {
      const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => store.transaction('gent', async (tables) => {
        await tables.insert(shelves, aShelf({ id: String(index), label: String(index) }));
        if (index % 3 === 0) throw new Error('not this one');
      })));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(13);
      expect(await store.reader('gent').count(shelves, {})).toBe(13);
    });

    test('of many who want the same thing at once exactly one gets it, and the others go on', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, (_, index) => store.transaction('gent', async (tables) => {
        const won = await tables.insertIfNew(shelves, aShelf({ id: String(index), label: 'the one' }));
        await tables.insertIfNew(shelves, aShelf({ id: `other-${index}`, label: `other-${index}` }));
        return won;
      })));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await store.reader('gent').count(shelves, {})).toBe(21);
    });

    test('a second row with the same key or the same unique column is refused by name', async () => {
      await put();
      await expect(put({ label: 'b' })).rejects.toMatchObject({ type: 'store.already-there' });
      await expect(put({ id: '2' })).rejects.toMatchObject({ type: 'store.already-there' });
    });

    test('rows are found by every kind of condition', async () => {
      for (const [index, note] of [null, 'x', 'y', null].entries()) await put({ id: String(index), label: String(index), count: index, note });
      const ids = async (where: Where<typeof shelves>) => (await store.reader('gent').find(shelves, where, { by: [['id', 'asc']] })).map(({ id }) => id);
      expect(await ids({ count: { gte: 1, lt: 3 } })).toEqual(['1', '2']);
      expect(await ids({ count: { gt: 1 } })).toEqual(['2', '3']);
      expect(await ids({ count: { lte: 0 } })).toEqual(['0']);
      expect(await ids({ label: { in: ['1', '3', '9'] } })).toEqual(['1', '3']);
      expect(await ids({ label: { in: [] } })).toEqual([]);
      expect(await ids({ note: null })).toEqual(['0', '3']);
      expect(await ids({ note: { not: null } })).toEqual(['1', '2']);
      expect(await ids({ open: true, note: 'x' })).toEqual(['1']);
    });

    test('pages come in their order', async () => {
      for (const id of ['1', '2', '3', '4']) await put({ id, label: id });
      expect((await store.reader('gent').find(shelves, {}, { by: [['id', 'desc']], limit: 2, offset: 1 })).map(({ id }) => id)).toEqual(['3', '2']);
    });

    test('a sealed value that is changed where the row is not named by its key can still be opened', async () => {
      await put();
      await store.transaction('gent', (tables) => tables.update(shelves, { label: 'a' }, { personal: { name: 'Someone else' }, count: 2 }));
      expect(await all()).toEqual([aShelf({ personal: { name: 'Someone else' }, count: 2 })]);
    });

    test('nobody can search by a sealed column', async () => {
      await expect(store.reader('gent').find(shelves, { personal: 'x' } as never)).rejects.toThrow('cannot be searched');
    });

    test('the machinery sees all municipalities, each row with its own', async () => {
      await put();
      await put({ id: '2' }, 'kortenberg');
      const rows = await store.system((tables) => tables.find(shelves, {}, { by: [['id', 'asc']], skipLocked: true }));
      expect(rows.map(({ municipality, id }) => [municipality, id])).toEqual([['gent', '1'], ['kortenberg', '2']]);
    });
  });
}
