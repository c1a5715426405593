import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
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
const shelf = (given: { id: string; label: string; count?: number; at?: number; open?: boolean; note?: string | null; day?: string; personal?: { name: string } }) => ({
  count: 1, at: 5_000_000_000_000, day: '2026-02-28', open: true, note: null, personal: { name: 'Someone' }, ...given,
});

export function openShelves(url: string, keys: string = mkdtempSync(join(tmpdir(), 'eid-keys-')), options: { busyLimitMs?: number; stillLimitMs?: number } = {}): Promise<Store> {
  return openStore({ url, tables: [shelves], migrations: [shelves001], sealer: sealerOf(openKeyring(keys)), ...options });
}

/** The rules, whatever the database. Each begins with an empty table. */
export function describeStoreRules(name: string, open: () => Promise<Store>): void {
  describe(`on ${name}`, () => {
    let store: Store;
    beforeAll(async () => { store = await open(); });
    afterAll(() => store.close());
    beforeEach(async () => { for (const municipality of ['gent', 'kortenberg']) await store.transaction(municipality, (tables) => tables.remove(shelves, {})); });

    const put = (overrides: Parameters<typeof aShelf>[0] = {}, municipality = 'gent') => store.transaction(municipality, (tables) => tables.insert(shelves, aShelf(overrides)));
    const all = (municipality = 'gent') => store.reader(municipality).find(shelves, {}, { by: [['id', 'asc']] });

    test('a row comes back as it went in: large instants, booleans, empty notes and sealed values', async () => {
      await put({ at: 9_007_199_254_740_991, open: false });
      expect(await all()).toEqual([aShelf({ at: 9_007_199_254_740_991, open: false })]);
    });

    test('rows are counted by the words of a column in one question, those of this municipality alone', async () => {
      for (const [id, day] of ['2026-01-01', '2026-01-02', '2026-01-01'].entries()) await put({ id: String(id), label: String(id), day });
      await store.transaction('kortenberg', (tables) => tables.insert(shelves, aShelf()));
      const reader = store.reader('gent');
      expect(await reader.countBy(shelves, {}, 'day')).toEqual(new Map([['2026-01-01', 2], ['2026-01-02', 1]]));
      expect(await reader.countBy(shelves, { label: { in: ['0', '1'] } }, 'day')).toEqual(new Map([['2026-01-01', 1], ['2026-01-02', 1]]));
      expect(await reader.countBy(shelves, { label: { in: [] } }, 'day')).toEqual(new Map());
      for (const column of ['open', 'at', 'count'] as const) await expect(reader.countBy(shelves, {}, column)).rejects.toThrow('cannot be counted by');
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

    test('every text comes back as it went in and is found by itself, and every number is exact', async () => {
      const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((candidate) => !candidate.includes('\u0000'));
      await fc.assert(fc.asyncProperty(text, fc.maxSafeInteger(), text, async (note, at, name) => {
        await store.transaction('gent', (tables) => tables.remove(shelves, {}));
        await put({ note, at, personal: { name } });
        expect(await store.reader('gent').find(shelves, { note, at })).toEqual([aShelf({ note, at, personal: { name } })]);
      }), { numRuns: 30 });
    });

    test('what does not fit its column is refused alike everywhere, and the value is not told', async () => {
      const refusal = { type: 'store.does-not-fit', issues: [{ name: 'label' }] };
      for (const label of ['x'.repeat(21), 'a\u0000b', 'half \ud800']) {
        const error: unknown = await put({ label }).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ type: refusal.type, data: { issues: refusal.issues } });
        expect(JSON.stringify(error)).not.toContain(label.slice(0, 4));
      }
      await expect(put({ count: 1.5 })).rejects.toThrow("'count'");
      await expect(store.reader('gent').find(shelves, { label: 'a\u0000b' })).rejects.toMatchObject({ type: 'store.does-not-fit' });
    });

    test('a missing value is not taken for a row that is there already', async () => {
      await expect(put({ day: null } as never)).rejects.not.toMatchObject({ type: 'store.already-there' });
      expect(await all()).toEqual([]);
    });

    test('a filter that says nothing is refused: it never means all rows', async () => {
      await put();
      for (const where of [{ id: undefined }, { count: {} }, { count: { lt: undefined } }, { count: { above: 1 } }, { note: { in: [null] } }, { note: { in: undefined } }]) {
        await expect(store.transaction('gent', (tables) => tables.remove(shelves, where as never))).rejects.toThrow("table 'rules_shelves'");
      }
      await expect(store.system((tables) => tables.update(shelves, { municipality: undefined, id: undefined } as never, { count: 2 }))).rejects.toThrow("table 'rules_shelves'");
      await expect(store.system((tables) => tables.count(shelves, { municipality: undefined } as never))).rejects.toThrow("by 'municipality' without a value");
      expect(await all()).toHaveLength(1);
    });

    test('a statement left behind by a unit of work that failed is never committed with another', async () => {
      const later = async (turns: number) => { for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => { setImmediate(next); }); };
      const results = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => store.transaction('gent', async (tables) => {
        const left = async () => { await later(index); await tables.insert(shelves, aShelf({ id: `left-${index}`, label: `left-${index}` })); };
        if (index % 2 === 0) await Promise.all([left(), Promise.reject(new Error('not this one'))]);
        await tables.insert(shelves, aShelf({ id: String(index), label: String(index) }));
        await later(3);
      })));
      expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 'rejected' : 'fulfilled')));
      expect((await all()).map(({ id }) => id)).toEqual(['1', '3', '5', '7']);
    });

    test('a failed statement ends its unit of work, also when the error is caught', async () => {
      await put();
      const caught = store.transaction('gent', async (tables) => {
        await tables.insert(shelves, aShelf({ id: '2', label: 'b' }));
        await tables.insert(shelves, aShelf()).catch(() => undefined);
        return 'went on';
      });
      await expect(caught).rejects.toMatchObject({ type: 'store.already-there' });
      expect(await all()).toHaveLength(1);
    });

    test('a unit of work ends with all of its statements, also those that nobody waited for', async () => {
      await put();
      const left: Promise<void>[] = [];
      const unit = store.transaction('gent', async (tables) => { left.push(tables.insert(shelves, aShelf()).catch(() => undefined)); });
      await expect(unit).rejects.toMatchObject({ type: 'store.already-there' });
      await Promise.all(left);
      await store.transaction('gent', async (tables) => { left.push(tables.insert(shelves, aShelf({ id: '2', label: 'b' }))); });
      expect(await all()).toHaveLength(2);
    });

    test('a unit of work inside another is refused at once, and nobody waits for ever', async () => {
      await expect(store.transaction('gent', () => store.transaction('gent', async () => 'inner'))).rejects.toThrow('inside a transaction');
      await put();
      expect(await all()).toHaveLength(1);
    });

    test('a row keeps its key as long as something is sealed in it', async () => {
      await put();
      await expect(store.transaction('gent', (tables) => tables.update(shelves, { id: '1' }, { id: '2' }))).rejects.toThrow('cannot be changed');
      expect(await store.transaction('gent', (tables) => tables.update(shelves, { id: '1' }, { id: '1', count: 4 }))).toBe(1);
      expect(await all()).toEqual([aShelf({ count: 4 })]);
    });

    test('rows without a value come first, and last the other way round', async () => {
      for (const [index, note] of ['b', null, 'a'].entries()) await put({ id: String(index), label: String(index), note });
      const ids = async (direction: 'asc' | 'desc') => (await store.reader('gent').find(shelves, {}, { by: [['note', direction]] })).map(({ id }) => id);
      expect(await ids('asc')).toEqual(['1', '2', '0']);
      expect(await ids('desc')).toEqual(['0', '2', '1']);
    });

    test('the machinery changes rows of all municipalities at once, but never a sealed value', async () => {
      await put();
      await put({}, 'kortenberg');
      expect(await store.system((tables) => tables.update(shelves, { label: 'a' }, { count: 7 }))).toBe(2);
      expect((await all('kortenberg'))[0]?.count).toBe(7);
      await expect(store.system((tables) => tables.update(shelves, {}, { personal: { name: 'x' } }))).rejects.toThrow('in one municipality only');
    });

    test('the machinery sees all municipalities, each row with its own', async () => {
      await put();
      await put({ id: '2' }, 'kortenberg');
      const rows = await store.system((tables) => tables.find(shelves, {}, { by: [['id', 'asc']], skipLocked: true }));
      expect(rows.map(({ municipality, id }) => [municipality, id])).toEqual([['gent', '1'], ['kortenberg', '2']]);
      expect(await store.system((tables) => tables.count(shelves, { municipality: { in: ['kortenberg', 'elsewhere'] } }))).toBe(1);
      expect(await store.system((tables) => tables.find(shelves, { municipality: { in: [] } }))).toEqual([]);
    });
  });
}
