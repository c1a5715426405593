import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { alternate, report } from './alternate.ts';

const journeysPerRound = 3;

/** Whole journeys over HTTP, sandboxes included, against raw durable commits, one for each row that a journey leaves in the house's database. */
export async function benchJourney(): Promise<void> {
  const test = await openServedHouse();
  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  const client = middlewareClient(test.url, '44021');
  const drive = () => driveJourney(client, { nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none' }, place, () => undefined);

  const before = countRows(join(test.dataDir, 'eid.sqlite'));
  await drive();
  const rows = countRows(join(test.dataDir, 'eid.sqlite')) - before;
  console.log(`a journey leaves ${rows} rows`);
  report(await alternate(['whole journeys', () => timed(journeysPerRound, drive)], ['raw durable commits of as many rows', () => timed(journeysPerRound, () => commitRows(rows))]));
  await test.stop();
}

async function timed(times: number, body: () => Promise<unknown> | void): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < times; index += 1) await body();
  return (times * 1000) / (performance.now() - began);
}

function countRows(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  const total = tables.reduce((sum, { name }) => sum + Number(db.prepare(`SELECT count(*) AS n FROM "${String(name)}"`).get()?.['n']), 0);
  db.close();
  return total;
}

/** One commit per row of 400 bytes, synced to disk, as the house's own commits are. */
function commitRows(rows: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'eid-bench-'));
  const db = new DatabaseSync(join(folder, 'raw.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)');
  const insert = db.prepare('INSERT INTO rows (body) VALUES (?)');
  const body = 'x'.repeat(400);
  for (let index = 0; index < rows; index += 1) insert.run(body);
  db.close();
  rmSync(folder, { recursive: true });
}
