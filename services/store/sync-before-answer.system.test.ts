import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, strace } from '#tools/system-packages/packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-sync-'));
afterAll(() => rmSync(folder, { recursive: true }));
const rounds = 20;

/** What the operating system was asked, in its order: a killed process shows nothing of this, for the page cache outlives it. */
test('no unit of work is answered before the log that holds it was synced to the disk, and many share a sync', () => {
  const script = `
    import { writeSync } from 'node:fs';
    import { aShelf, openShelves, shelves } from '${join(import.meta.dirname, 'store-rules.ts')}';
    const store = await openShelves('sqlite:${join(folder, 'a.sqlite')}', '${join(folder, 'keys')}');
    for (let round = 0; round < ${rounds}; round += 1) {
      writeSync(1, 'begin ' + round + ';');
      await Promise.all(Array.from({ length: 30 }, (_, lane) => store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id: round + '-' + lane, label: round + '-' + lane })))
        .then(() => writeSync(1, 'answer ' + round + ';'))));
    }
    await store.close();`;
  const trace = join(folder, 'trace');
  const { status } = spawnSync(demand(strace), ['-f', '-y', '-e', 'trace=pwrite64,fdatasync,fsync,write', '-o', trace, process.execPath, '--input-type=module-typescript', '-e', script], { cwd: join(import.meta.dirname, '../..') });
  expect(status).toBe(0);

  let synced = true;
  let syncs = 0;
  const answers: boolean[] = [];
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/write\(1<[^>]*>, "begin/.test(line)) synced = false;
    else if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) synced = false;
    else if (/f(?:data)?sync\(\d+<[^>]*-wal>/.test(line)) { synced = true; syncs += 1; }
    else if (/write\(1<[^>]*>, "answer/.test(line)) answers.push(synced);
  }
  expect(answers).toHaveLength(rounds * 30);
  expect(answers.every(Boolean)).toBe(true);
  expect(syncs).toBeLessThan(answers.length / 3);
});
