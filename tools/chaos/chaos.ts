import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { demand, natsServer, postgresql } from '#tools/system-packages/packages.ts';
import { runChaos } from './run-chaos.ts';
import { writeReport } from './write-report.ts';

const help = `npm run chaos [-- options]

Walks many journeys at once (all grounds, deliverers and ways of paying, two municipalities) through two processes on one data folder. Kills the
processes at random moments, freezes them for longer than their leases, and has faults on in the sandboxes. Then it stops everything and compares
the ledgers of the outside systems with the dossiers, and with what each journey owes. Ends with 0 only when every rule holds.

Options
  --seed <number>       1 when left out. The same seed gives the same journeys, kills and faults
  --journeys <number>   200
  --kills <number>      20: how often a process, or both, is killed (SIGKILL) and started again
  --freezes <number>    20: how often a process is stopped for longer than its lease (SIGSTOP) and goes on
  --cluster             three nodes over NATS and PostgreSQL (Debian's, started here) instead: the bus is stopped for 20 seconds and comes back, the
                        connections to the database are cut, the database stops at once and comes back. 500 journeys, 30 kills, 20 freezes
  --outages <number>    3, with --cluster: how often the bus is away
  --cuts <number>       5, with --cluster: how often the database is cut off
  --quick               24 journeys, 6 kills, 6 freezes; with --cluster 12, 3, 2, one outage and one cut
  --within <minutes>    90, or 20 with --quick: a run that has not ended by then is broken off and failed
  --keep                keeps the data folder also when all is well, and says where it is
  --help                this text`;

const count = (most: number) => z.coerce.number('a whole number').int('a whole number').min(0).max(most);
const usual = { journeys: 200, kills: 20, freezes: 20, within: 90 };
const usualCluster = { journeys: 500, kills: 30, freezes: 20, within: 150, nodes: 3, outages: 3, cuts: 5 } as const;
const quicklyCluster = { journeys: 12, kills: 3, freezes: 2, within: 20, nodes: 3, outages: 1, cuts: 1 } as const;
const quickly = { journeys: 24, kills: 6, freezes: 6, within: 20 };
const options = z.strictObject({
  seed: count(1_000_000).default(1), journeys: count(2_000).optional(), kills: count(200).optional(), freezes: count(200).optional(), within: count(1_440).optional(),
  outages: count(50).optional(), cuts: count(50).optional(), cluster: z.boolean().default(false),
  quick: z.boolean().default(false), keep: z.boolean().default(false), help: z.boolean().default(false),
});

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ options: { seed: text, journeys: text, kills: text, freezes: text, within: text, outages: text, cuts: text, cluster: flag, quick: flag, keep: flag, help: flag } });
  const parsed = options.safeParse({ ...values });
  if (!parsed.success) {
    console.error(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
    return 2;
  }
  const { seed, quick, keep, help: helped, cluster, within, ...given } = parsed.data;
  if (helped) {
    console.log(help);
    return 0;
  }
  if (!cluster && (given.outages ?? given.cuts) !== undefined) {
    console.error('--outages, --cuts: only with --cluster, where there is a bus and a database that can be away');
    return 2;
  }
  if (cluster) [postgresql, natsServer].forEach(demand);
  const otherwise = cluster ? quick ? quicklyCluster : usualCluster : quick ? quickly : usual;
  const { within: minutes, ...size } = { ...otherwise, ...Object.fromEntries(Object.entries({ ...given, within }).filter(([, value]) => value !== undefined)) };
  const dataDir = mkdtempSync(join(tmpdir(), 'eid-chaos-'));
  let held = false;
  try {
    const report = await Promise.race([runChaos({ seed, size, cluster, dataDir, tell: (line) => console.log(line) }), brokenOff(minutes)]);
    console.log(writeReport(report));
    held = report.findings.every(({ differences }) => differences.length === 0);
    return held ? 0 : 1;
  } finally {
    if (keep || !held) console.log(`kept: ${dataDir}`);
    else rmSync(dataDir, { recursive: true, force: true });
  }
}

function brokenOff(minutes: number): Promise<never> {
  return new Promise((_, reject) => { setTimeout(() => reject(new Error(`it did not end within ${minutes} minutes`)), minutes * 60_000).unref(); });
}

try {
  // A run that was broken off still has processes and timers: they end with this one.
  process.exit(await main());
} catch (error) {
  console.error(`failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
  process.exit(1);
}
