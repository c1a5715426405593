import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { as, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { fillFigures } from './fill-figures.ts';

const looks = 15;
const atMostMs = 50;
const closed = [100_000, 1_000_000] as const;

/**
 * What the page of the indicators asks, of a municipality with so many closed dossiers and the same that are open: all eight with targets and trends of 24 months. In turns, so
 * that a noisy moment hits both.
 */
export async function benchIndicators(): Promise<void> {
  const houses = [];
  for (const count of closed) {
    const dataDir = mkdtempSync(join(tmpdir(), 'eid-bench-'));
    const t = await openTestHouse({ dataDir });
    const database = new DatabaseSync(join(dataDir, 'eid.sqlite'), { timeout: 10_000 });
    const { tallies, measured } = fillFigures(database, { municipality: 'gent', closed: count, until: '2026-11-23' });
    database.close();
    console.log(`${count} closed dossiers: ${measured} rows of measures, ${tallies} tallies`);
    houses.push({ count, t, took: [] as number[] });
  }
  for (let look = 0; look < looks; look += 1) {
    for (const { t, took } of houses) {
      const began = performance.now();
      await t.call('indicators.list', {}, as('official'));
      took.push(performance.now() - began);
    }
  }
  const medians = houses.map(({ count, took }) => {
    const median = took.toSorted((a, b) => a - b)[Math.floor(looks / 2)] ?? Number.NaN;
    console.log(`${count} closed dossiers: ${median.toFixed(1)} ms (median of ${looks}, best ${Math.min(...took).toFixed(1)})`);
    return median;
  });
  console.log(`ratio ${((medians[1] ?? 0) / (medians[0] ?? 1)).toFixed(2)}`);
  for (const { t } of houses) {
    await t.stop();
    rmSync(t.dataDir, { recursive: true });
  }
  if ((medians[1] ?? 0) <= atMostMs) return;
  console.error(`the page's query took more than ${atMostMs} ms`);
  process.exitCode = 1;
}
