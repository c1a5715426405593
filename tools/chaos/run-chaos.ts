import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import { municipalities } from '#config/municipalities.ts';
import { openOutside } from '#tools/outside/open-outside.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { administer } from './administrator.ts';
import type { Counts, Finding } from './check.ts';
import { checks } from './checks.ts';
import { clusterGround } from './cluster-ground.ts';
import { disturbing } from './disturb-work.ts';
import { embeddedGround } from './embedded-ground.ts';
import { startNodes } from './nodes.ts';
import { planRun, towns, type Size } from './plan-run.ts';
import { readOutcome, type Outcome } from './read-outcome.ts';
import { runTown, type Walked } from './run-town.ts';
import { stubbornClient } from './stubborn-client.ts';
import { sayCounts } from './say-counts.ts';
import { verifyAudit } from './verify-audit.ts';

export interface ChaosOptions { readonly seed: number; readonly size: Size; /** Nodes over NATS and PostgreSQL, instead of two processes on one file. */ readonly cluster: boolean; readonly dataDir: string; readonly tell: (line: string) => void }
export interface ChaosReport {
  readonly seed: number; readonly size: Size; readonly seconds: number; readonly happened: Counts;
  readonly walked: readonly Walked[]; readonly outcome: Outcome; readonly findings: readonly Finding[];
}

/** Steps that a journey tells of: enough to know how far the work is. */
const stepsPerJourney = 14;

export async function runChaos({ seed, size, cluster, dataDir, tell }: ChaosOptions): Promise<ChaosReport> {
  const began = performance.now();
  const plan = planRun(seed, size, (nis, ground) => placeOf(nis)?.fees[ground] ?? 0);
  // A run that fails keeps it with the data.
  const logFile = join(dataDir, 'nodes.log');
  const ground = cluster ? await clusterGround() : embeddedGround(dataDir);
  // The outside lives in this process: nobody kills it.
  const houses: string[] = [];
  const outside = await openOutside({ offer: catalogue, municipalities, folder: join(dataDir, 'sandboxes'), port: 0, houses: () => houses });
  const nodes = await startNodes({ count: size.nodes ?? 2, ground, dataDir, logLevel: 'warn', outsideUrl: outside.url, log: (text) => { appendFileSync(logFile, text); } });
  houses.push(...nodes.urls);
  try {
    const disturbances = disturbing(plan, nodes, ground, tell);
    const steps = size.journeys * stepsPerJourney;
    let done = 0;
    const step = (): void => {
      done += 1;
      disturbances.reached(done / steps);
      if (done % Math.ceil(steps / 20) === 0) tell(`${String(Math.min(99, Math.round(done * 100 / steps))).padStart(3)} % after ${seconds(began)} s: ${sayCounts(disturbances.happened)}`);
    };
    const administrators = await Promise.all(towns.map((nis) => administer(stubbornClient(nodes.urls, nis, 0))));
    disturbances.reached(0);
    const walked = (await Promise.all(towns.map((nis) => runTown(nis, plan.journeys.filter((journey) => journey.nis === nis), { seed, urls: nodes.urls, step, checked: disturbances.checked, tell })))).flat();
    await disturbances.finish();
    const listed = new Set((await Promise.all(administrators.map(({ finish }) => finish()))).flat());
    await nodes.stop();
    const outcome = await readOutcome(dataDir, ground);
    const disturbed = { planned: { kills: plan.kills.length, freezes: plan.freezes.length, faults: plan.faults.length, outages: plan.outages.length, cuts: plan.cuts.length }, happened: disturbances.happened };
    const audits = towns.map((nis) => verifyAudit(dataDir, nis, ground.databaseUrl));
    const findings = checks.map(({ rule, find }) => ({ rule, differences: find({ outcome, walked, listed, disturbed, audits }) }));
    if (findings.some(({ differences }) => differences.length > 0)) tell(`what the nodes said: ${logFile}`);
    return { seed, size, seconds: seconds(began), happened: disturbances.happened, walked, outcome, findings };
  } finally {
    nodes.abandon();
    await outside.close();
    await ground.stop();
  }
}

const seconds = (began: number): number => Math.round((performance.now() - began) / 1_000);
