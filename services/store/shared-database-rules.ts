import type { Store } from '#services/kernel/tables.ts';
import { aShelf, shelves } from './store-rules.ts';

/** Where two parts of a test wait for each other. */
export const meeting = () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { arrive: () => resolve(undefined), arrived: promise };
};

/** Three rows, all with count 0. */
export async function threeShelves(store: Store): Promise<void> {
  await store.transaction('kortenberg', (tables) => tables.remove(shelves, {}));
  await store.transaction('gent', async (tables) => {
    await tables.remove(shelves, {});
    for (const id of ['1', '2', '3']) await tables.insert(shelves, aShelf({ id, label: id, count: 0 }));
  });
}
export const countsOf = async (store: Store) => (await store.reader('gent').find(shelves, {}, { by: [['id', 'asc']] })).map(({ count }) => count);

/** The rules of a database that several nodes share. @param takesHints Babelfish, a stand-in for SQL Server, takes no notice of hints about locks */
export function describeSharedDatabaseRules(name: string, open: () => Promise<Store>, takesHints: () => Promise<boolean> = () => Promise.resolve(true)): void {
  test(`two nodes that start at once on one ${name} migrate it once`, async () => {
    const stores = await Promise.all([open(), open()]);
    await stores[0].transaction('gent', (tables) => tables.remove(shelves, {}));
    expect(await stores[1].reader('gent').count(shelves, {})).toBe(0);
    for (const store of stores) await store.close();
  });

  describe(`where several transactions are under way on ${name}`, () => {
    let store: Store;
    beforeAll(async () => { store = await open(); });
    afterAll(() => store.close());
    beforeEach(() => threeShelves(store));

    test('rows that another worker holds are passed over', async () => {
      const [held, looked] = [meeting(), meeting()];
      const first = store.system(async (tables) => {
        const rows = await tables.find(shelves, {}, { by: [['id', 'asc']], limit: 2, skipLocked: true });
        held.arrive();
        await looked.arrived;
        return rows.map(({ id }) => id);
      });
      await held.arrived;
      const second = await store.system((tables) => tables.find(shelves, {}, { by: [['id', 'asc']], skipLocked: true }));
      looked.arrive();
      expect(await first).toEqual(['1', '2']);
      // Who is deaf to it sees them all: claims are guarded by their fence besides.
      expect(second.map(({ id }) => id)).toEqual(await takesHints() ? ['3'] : ['1', '2', '3']);
    });

    test('who reads beside a transaction sees what was committed before, and waits for nobody', async () => {
      const [written, read] = [meeting(), meeting()];
      const writing = store.transaction('gent', async (tables) => {
        await tables.update(shelves, { id: '1' }, { count: 9 });
        written.arrive();
        await read.arrived;
      });
      await written.arrived;
      expect(await countsOf(store)).toEqual([0, 0, 0]);
      read.arrive();
      await writing;
      expect(await countsOf(store)).toEqual([9, 0, 0]);
    });

    test('of two that change the same row one waits, and finds that its condition no longer holds', async () => {
      const [written, begun] = [meeting(), meeting()];
      const first = store.transaction('gent', async (tables) => {
        const changed = await tables.update(shelves, { id: '1', count: 0 }, { count: 1 });
        written.arrive();
        await begun.arrived;
        return changed;
      });
      await written.arrived;
      const second = store.transaction('gent', async (tables) => {
        const changing = tables.update(shelves, { id: '1', count: 0 }, { count: 2 });
        begun.arrive();
        return changing;
      });
      expect(await Promise.all([first, second])).toEqual([1, 0]);
      expect(await countsOf(store)).toEqual([1, 0, 0]);
    });

    test('two that want the same turn have it one after the other, and others need not wait', async () => {
      const order: string[] = [];
      const [had, go] = [meeting(), meeting()];
      const first = store.transaction('gent', async (tables) => {
        await tables.takeTurn('a');
        had.arrive();
        await go.arrived;
        order.push('first');
      });
      await had.arrived;
      const second = store.transaction('gent', async (tables) => {
        await tables.takeTurn('a');
        order.push('second');
      });
      await store.transaction('gent', async (tables) => { await tables.takeTurn('b'); order.push('another turn'); });
      await store.transaction('kortenberg', async (tables) => { await tables.takeTurn('a'); order.push('another municipality'); });
      go.arrive();
      await Promise.all([first, second]);
      expect(order).toEqual(['another turn', 'another municipality', 'first', 'second']);
    });

    test('of two that wait for each other one is done again, and both come to their end', async () => {
      let runs = 0;
      const [one, other] = [meeting(), meeting()];
      const cross = (from: string, to: string, count: number, mine: { arrive(): void }, theirs: { arrived: Promise<unknown> }) => store.transaction('gent', async (tables) => {
        runs += 1;
        await tables.update(shelves, { id: from }, { count });
        mine.arrive();
        await theirs.arrived;
        await tables.update(shelves, { id: to }, { count });
      });
      await Promise.all([cross('1', '2', 5, one, other), cross('2', '1', 6, other, one)]);
      expect(runs).toBe(3);
      const [first, second] = await countsOf(store);
      expect(first).toBe(second);
      expect([5, 6]).toContain(first);
    });
  });
}
