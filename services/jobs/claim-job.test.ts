import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { beginJob, endJob, staysAlive, type JobRun } from './claim-job.ts';
import { jobRuns, jobs001, jobsTables } from './jobs.store.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-jobs-'));
const minute = 60_000;
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: jobsTables, migrations: [jobs001], sealer: sealerOf(openKeyring(folder)) }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });

const begin = (job: string, slot: string, at: number) => store.transaction('gent', (tables) => beginJob(tables, { job, slot }, at, 10 * minute));
const end = (run: JobRun | undefined, failure: string | null = null) => store.transaction('gent', async (tables) => { if (run) await endJob(tables, run, failure); });
const stateOf = async (job: string) => (await store.reader('gent').first(jobRuns, { job }))?.state;

test('of many nodes that look at once one runs a slot, and no one runs it again', async () => {
  const runs = (await Promise.all(Array.from({ length: 10 }, () => begin('a', '1', 0)))).filter((run) => run !== undefined);
  expect(runs).toHaveLength(1);
  await end(runs[0]);
  expect(await begin('a', '1', minute)).toBeUndefined();
  expect(await begin('a', '2', minute)).toMatchObject({ slot: '2', attempts: 1 });
});

test('a failed run is taken up again after a pause, and so is one whose process died', async () => {
  await end(await begin('b', '1', 0), 'eid-tool.unavailable');
  expect(await begin('b', '1', minute / 2)).toBeUndefined();
  expect(await begin('b', '1', 2 * minute)).toMatchObject({ attempts: 2 });
  expect(await begin('b', '1', 5 * minute)).toBeUndefined();
  expect(await begin('b', '1', 13 * minute)).toMatchObject({ attempts: 3 });
});

test('a run that takes an hour and shows that it is alive is not taken over', async () => {
  const run = await begin('c', '1', 0);
  for (let at = minute; at < 60 * minute; at += minute) {
    await store.transaction('gent', async (tables) => { if (run) await staysAlive(tables, run, at); });
    expect(await begin('c', '2', at)).toBeUndefined();
  }
  await end(run);
  expect(await begin('c', '2', 60 * minute)).toMatchObject({ slot: '2' });
});

test('a run that was taken over cannot say any more how it ended', async () => {
  const lost = await begin('d', '1', 0);
  const now = await begin('d', '1', 11 * minute);
  await end(lost);
  expect(await stateOf('d')).toBe('running');
  await end(now);
  expect(await stateOf('d')).toBe('done');
});
