import type { AnyPlugin, Job } from '#services/kernel/plugin.ts';
import type { Contract } from '#services/kernel/contract.ts';
import { jobRuns } from '#services/jobs/jobs.store.ts';
import { slotAt } from '#services/jobs/job-slot.ts';
import { briefly, stackOf } from './call-port.ts';
import { isEnabled, type Engine } from './engine.ts';
import { houseCaller } from './handle-delivery.ts';
import { makeCtx } from './make-ctx.ts';

const abandonedAfterMs = 10 * 60_000;
const pauseAfterFailureMs = 60_000;

/** Runs what is due by the business clock of each municipality, once per slot whatever the number of nodes. Says how many jobs ran. */
export async function runDueJobs(engine: Engine, only?: string): Promise<number> {
  let ran = 0;
  for (const municipality of engine.municipalities.keys()) {
    if (only !== undefined && only !== municipality) continue;
    for (const plugin of engine.plugins.values()) {
      if (!isEnabled(engine, municipality, plugin.contract.id)) continue;
      for (const job of plugin.jobs ?? []) {
        if (await runIfDue(engine, municipality, plugin, job)) ran += 1;
      }
    }
  }
  return ran;
}

async function runIfDue(engine: Engine, municipality: string, plugin: AnyPlugin, job: Job<Contract>): Promise<boolean> {
  const name = `${plugin.contract.id}.${job.id}`;
  const slot = slotAt(job.schedule, engine.clock.now(municipality));
  if (!await claim(engine, municipality, name, slot)) return false;
  const ctx = makeCtx(engine, { plugin, municipality, caller: houseCaller(municipality, `job:${job.id}`), traceId: engine.newId(), why: job.id });
  let failure: string | null = null;
  try {
    await job.run(ctx);
  } catch (error) {
    failure = briefly(error).type;
    engine.log.error({ municipality, job: name, failure, stack: stackOf(error) }, 'a job failed; it is tried again');
  }
  await engine.store.transaction(municipality, async (tables) => {
    await tables.update(jobRuns, { job: name, slot }, { state: failure === null ? 'done' : 'failed', failure });
  });
  return true;
}

/** One node wins the slot. A failed or abandoned run is taken up again. */
async function claim(engine: Engine, municipality: string, job: string, slot: string): Promise<boolean> {
  const reader = engine.store.reader(municipality);
  const before = await reader.first(jobRuns, { job });
  const begunAt = engine.realNow();
  if (before && !wants(before, slot, begunAt)) return false;
  return engine.store.transaction(municipality, async (tables) => {
    if (await tables.insertIfNew(jobRuns, { job, slot, state: 'running', attempts: 1, begunAt })) return true;
    const known = await tables.first(jobRuns, { job });
    if (!known || !wants(known, slot, begunAt)) return false;
    const attempts = known.slot === slot ? known.attempts + 1 : 1;
    return await tables.update(jobRuns, { job, slot: known.slot, begunAt: known.begunAt }, { slot, state: 'running', attempts, begunAt, failure: null }) === 1;
  });
}

function wants({ slot: last, state, begunAt }: { slot: string; state: string; begunAt: number }, slot: string, realNow: number): boolean {
  if (state === 'running') return begunAt < realNow - abandonedAfterMs;
  if (last < slot) return true;
  return last === slot && state === 'failed' && begunAt < realNow - pauseAfterFailureMs;
}
