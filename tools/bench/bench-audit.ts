import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '#services/audit/append-audit.ts';
import { audit001, auditTables } from '#services/audit/audit.store.ts';
import { verifyAudit } from '#services/audit/verify-audit.ts';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { aShelf, shelves, shelves001 } from '#services/store/store-rules.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { alternate, report, type Measured } from './alternate.ts';
import { farLine } from './far-line.ts';

const together = 50;
const unitsPerRound = 100;
/** Half of what it takes to ask the database something and be answered. */
const farMs = 2;
/** What one statement must give at least against step by step. */
const demanded = 1.4;
const context = { actor: 'job:bench', traceId: 'bench', at: 1, recordedAt: 1 };
type Round = () => Promise<number>;

/**
 * Units of work of one municipality on PostgreSQL, fifty at once: each writes three rows and one entry of the audit. All stand in line for the end of the
 * chain, until the one before has committed. Put in by one statement, against step by step, and against units that stand in no line, for they leave no entry.
 */
export async function benchAudit(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'eid-bench-'));
  const server = await startPostgres();
  const line = await farLine(Number(new URL(server.url).port), farMs);
  const url = new URL(server.url);
  url.port = String(line.port);
  const store = await openStore({ url: url.href, tables: [...auditTables, shelves], migrations: [audit001, shelves001], sealer: sealerOf(openKeyring(folder)) });
  const atOnce = round(store, (tables) => appendAudit(tables, [{ what: 'bench', result: 'done' }], context));
  const stepByStep = round(store, ({ link: _without, ...tables }) => appendAudit(tables, [{ what: 'bench', result: 'done' }], context));
  try {
    const pairs = [
      await inTurns(atOnce, ['entries step by step', stepByStep]),
      await inTurns(atOnce, ['without entries', round(store, () => Promise.resolve())]),
    ];
    for (const pair of pairs) report(pair);
    const { entries, problem } = await verifyAudit(store.reader('gent'));
    console.log(`the chain of ${entries} entries ${problem === null ? 'holds' : `does not hold at ${problem.sequence}`}`);
    const [ours, other] = pairs[0] ?? [];
    if (problem !== null || (ours?.perSecond ?? 0) < demanded * (other?.perSecond ?? 0)) {
      console.error(`one statement must give at least ${demanded} times the throughput, and a chain that holds`);
      process.exitCode = 1;
    }
  } finally {
    await store.close();
    await line.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

function inTurns(atOnce: Round, other: readonly [string, Round]): Promise<readonly [Measured, Measured]> {
  return alternate([`${together} at once, entries in one statement`, atOnce], [`${together} at once, ${other[0]}`, other[1]]);
}

/** Units of work per second. */
function round(store: Store, last: (tables: Tables) => Promise<void>): Round {
  const unit = () => store.transaction('gent', async (tables) => {
    for (let row = 0; row < 3; row += 1) {
      const id = randomUUID();
      await tables.insert(shelves, aShelf({ id, label: id.slice(-20) }));
    }
    await last(tables);
  });
  return async () => {
    let left = unitsPerRound;
    const began = performance.now();
    await Promise.all(Array.from({ length: together }, async () => { while (left > 0) { left -= 1; await unit(); } }));
    return (unitsPerRound * 1000) / (performance.now() - began);
  };
}
