import { inbox } from '#services/outbox/outbox.store.ts';
import { openToyHouse } from '#tools/test-house/open-toy-house.ts';
import { readOpened } from './read-opened.ts';

test('a table is read to its end, each row once, however many rows are alike in the first part of their key', async () => {
  const t = await openToyHouse();
  const written = ['a', 'b', 'c'].flatMap((source) => Array.from({ length: source === 'b' ? 401 : 100 }, (_, at) => ({ source, messageId: String(at), at: 1 })));
  await t.house.engine.store.transaction('gent', async (tables) => { for (const row of written) await tables.insert(inbox, row); });
  const read: string[] = [];
  for await (const { row } of readOpened(t.house.engine.store.reader('gent'), inbox, {})) read.push(`${String(row['source'])} ${String(row['messageId'])}`);
  await t.stop();
  expect(read.toSorted()).toEqual(written.map(({ source, messageId }) => `${source} ${messageId}`).toSorted());
});
