import type { AnyPlugin, Job } from '#services/kernel/plugin.ts';
import type { Contract } from '#services/kernel/contract.ts';
import { beginJob, endJob, staysAlive, wants } from '#services/jobs/claim-job.ts';
import { jobRuns } from '#services/jobs/jobs.store.ts';
import { slotAt } from '#services/jobs/job-slot.ts';
import { briefly, stackOf } from './call-port.ts';
import { isEnabled, type Engine } from './engine.ts';
import { houseCaller } from './handle-delivery.ts';
import { makeCtx } from './make-ctx.ts';

/** Runs what is due by the business clock of a municipality, once per slot whatever the number of nodes. Says how many jobs ran. */
export async function runDueJobs(engine: Engine, municipality: string): Promise<number> {
  let ran = 0;
  const runs = new Map((await engine.store.reader(municipality).find(jobRuns, {})).map((run) => [run.job, run]));
  for (const plugin of engine.plugins.values()) {
    if (!isEnabled(engine, municipality, plugin.contract.id)) continue;
    for (const job of plugin.jobs ?? []) {
      const name = `${plugin.contract.id}.${job.id}`;
      const slot = slotAt(job.schedule, engine.clock.now(municipality));
      const last = runs.get(name);
      if (last && !wants(last, slot, engine.realNow(), jobSilenceMs(engine))) continue;
      if (await runIfOurs(engine, municipality, plugin, job, { job: name, slot })) ran += 1;
    }
  }
  return ran;
}

/** Jobs may take long between two signs of life. */
export const jobSilenceMs = (engine: Pick<Engine, 'takeOverAfterMs'>) => engine.takeOverAfterMs * 10;

async function runIfOurs(engine: Engine, municipality: string, plugin: AnyPlugin, job: Job<Contract>, due: { readonly job: string; readonly slot: string }): Promise<boolean> {
  const { store } = engine;
  const run = await store.transaction(municipality, (tables) => beginJob(tables, due, engine.realNow(), jobSilenceMs(engine)));
  if (!run) return false;
  const ctx = makeCtx(engine, { plugin, municipality, caller: houseCaller(municipality, `job:${job.id}`), traceId: engine.newId(), why: job.id });
  let failure: string | null = null;
  const alive = setInterval(() => {
    store.transaction(municipality, (tables) => staysAlive(tables, run, engine.realNow())).catch(() => undefined);
  }, engine.takeOverAfterMs).unref();
  try {
    await engine.watch.during({ kind: 'job', name: due.job, municipality, traceId: ctx.traceId }, () => job.run(ctx));
  } catch (error) {
    failure = briefly(error).type;
    engine.log.error({ municipality, job: due.job, failure, stack: stackOf(error) }, 'a job failed; it is tried again');
  } finally {
    clearInterval(alive);
  }
  await store.transaction(municipality, (tables) => endJob(tables, run, failure));
  return true;
}
