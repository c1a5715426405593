import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aShelf, openShelves, shelves } from './store-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-commits-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In a WAL the last frame of a commit says how large the database is; the others say nothing (https://www.sqlite.org/fileformat2.html#walformat). */
function commitsIn(wal: Buffer): number {
  const frameSize = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame + frameSize <= wal.length; frame += frameSize) if (wal.readUInt32BE(frame + 4) > 0) commits += 1;
  return commits;
}

test('units of work that arrive one by one, as requests do, share a commit', async () => {
  const file = join(folder, 'a.sqlite');
  const store = await openShelves(`sqlite:${file}`, join(folder, 'keys'));
  const commits = () => commitsIn(readFileSync(`${file}-wal`));
  const before = commits();
  // Each in a callback of its own: all that it can do without waiting it has done before the next one begins.
  await Promise.all(Array.from({ length: 20 }, (_, index) => new Promise<void>((resolve, reject) => {
    setImmediate(() => { store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id: `${index}`, label: `${index}` }))).then(resolve, reject); });
  })));
  expect(await store.reader('gent').count(shelves, {})).toBe(20);
  expect(commits() - before).toBe(1);
  await store.close();
});
