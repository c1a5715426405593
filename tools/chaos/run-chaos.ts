import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import { municipalities } from '#config/municipalities.ts';
import { openOutside } from '#tools/outside/open-outside.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { administer } from './administrator.ts';
import type { Finding } from './check.ts';
import { checks } from './checks.ts';
import { disturbing } from './disturb-work.ts';
import { startNodes } from './nodes.ts';
import { planRun, towns, type Size } from './plan-run.ts';
import { readOutcome, type Outcome } from './read-outcome.ts';
import { runTown, type Walked } from './run-town.ts';
import { stubbornClient } from './stubborn-client.ts';
import { verifyAudit } from './verify-audit.ts';

export interface ChaosOptions { readonly seed: number; readonly size: Size; readonly dataDir: string; readonly tell: (line: string) => void }
export interface ChaosReport {
  readonly seed: number; readonly size: Size; readonly seconds: number; readonly kills: number; readonly freezes: number; readonly faults: number;
  readonly walked: readonly Walked[]; readonly outcome: Outcome; readonly findings: readonly Finding[];
}

/** Steps that a journey tells of: enough to know how far the work is. */
const stepsPerJourney = 14;

export async function runChaos({ seed, size, dataDir, tell }: ChaosOptions): Promise<ChaosReport> {
  const began = performance.now();
  const plan = planRun(seed, size, (nis, ground) => placeOf(nis)?.fees[ground] ?? 0);
  let log = '';
  // The outside lives in this process: nobody kills it.
  const houses: string[] = [];
  const outside = await openOutside({ offer: catalogue, municipalities, folder: join(dataDir, 'sandboxes'), port: 0, houses: () => houses });
  const nodes = await startNodes({ dataDir, logLevel: 'error', outsideUrl: outside.url, log: (text) => { log = (log + text).slice(-20_000); } });
  houses.push(...nodes.urls);
  try {
    const disturbances = disturbing(plan, nodes, tell);
    const steps = size.journeys * stepsPerJourney;
    let done = 0;
    const step = (): void => {
      done += 1;
      disturbances.reached(done / steps);
      const { kills, freezes, faults } = disturbances.happened;
      if (done % Math.ceil(steps / 20) === 0) tell(`${String(Math.min(99, Math.round(done * 100 / steps))).padStart(3)} % after ${seconds(began)} s: ${kills} kills, ${freezes} freezes, ${faults} faults`);
    };
    const administrators = await Promise.all(towns.map((nis) => administer(stubbornClient(nodes.urls, nis, 0))));
    disturbances.reached(0);
    const walked = (await Promise.all(towns.map((nis) => runTown(nis, plan.journeys.filter((journey) => journey.nis === nis), { seed, urls: nodes.urls, step, checked: disturbances.checked, tell })))).flat();
    await disturbances.finish();
    const listed = new Set((await Promise.all(administrators.map(({ finish }) => finish()))).flat());
    await nodes.stop();
    const outcome = readOutcome(dataDir);
    const disturbed = { planned: { kills: plan.kills.length, freezes: plan.freezes.length, faults: plan.faults.length }, happened: disturbances.happened };
    const audits = towns.map((nis) => verifyAudit(dataDir, nis));
    const findings = checks.map(({ rule, find }) => ({ rule, differences: find({ outcome, walked, listed, disturbed, audits }) }));
    if (findings.some(({ differences }) => differences.length > 0) && log.trim() !== '') tell(`the last lines of the nodes' logs:\n${log.split('\n').slice(-12).join('\n')}`);
    return { seed, size, seconds: seconds(began), ...disturbances.happened, walked, outcome, findings };
  } finally {
    nodes.abandon();
    await outside.close();
  }
}

const seconds = (began: number): number => Math.round((performance.now() - began) / 1_000);
