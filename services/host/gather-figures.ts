import { jobRuns } from '#services/jobs/jobs.store.ts';
import { wants } from '#services/jobs/claim-job.ts';
import { slotAt } from '#services/jobs/job-slot.ts';
import type { Metrics } from '#services/observe/metrics.ts';
import { letters } from '#services/outbox/letters.store.ts';
import { items, stuck, type ItemKind } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';
import { isEnabled, type Engine } from './engine.ts';
import { houseCaller } from './handle-delivery.ts';
import { makeCtx } from './make-ctx.ts';
import { jobSilenceMs } from './run-jobs.ts';

const kinds: readonly ItemKind[] = ['effect', 'event', 'message'];
const circuitStates = { 'closed': 0, 'half-open': 1, 'open': 2 } as const;

type Figures = Engine & { readonly metrics: Metrics };

/** Looks how things stand, for whoever asks for the metrics. Without the database the figures that come from it are left out, and `eid_store_up` says why. */
export async function gatherFigures(engine: Engine, metrics: Metrics, spansDropped: number): Promise<void> {
  // Counted elsewhere: it is told as it stands.
  metrics.spansDropped.reset();
  metrics.spansDropped.inc(spansDropped);
  const { waiting, oldest, stuck: held, letters: dead, switches: off, jobBegun, jobFailed, jobDue, figures: reckoned } = metrics;
  for (const gauge of [waiting, oldest, held, dead, off, jobBegun, jobFailed, jobDue, reckoned]) gauge.reset();
  const figures = { ...engine, metrics };
  for (const [municipality, { connectors }] of engine.municipalities) {
    for (const port of connectors.keys()) metrics.circuits.set({ municipality, port }, circuitStates[engine.circuits.stateOf(municipality, port)]);
  }
  try {
    for (const municipality of engine.municipalities.keys()) {
      await lookAtOutbox(figures, municipality);
      await lookAtJobs(figures, municipality);
      await askPlugins(figures, municipality);
    }
    metrics.storeUp.set(1);
  } catch {
    metrics.storeUp.set(0);
  }
}

async function lookAtOutbox({ store, realNow, metrics }: Figures, municipality: string): Promise<void> {
  const reader = store.reader(municipality);
  for (const kind of kinds) {
    for (const [port, names] of Map.groupBy(await reader.countBy(items, { state: 'waiting', kind }, 'name'), ([name]) => portOf(name))) {
      metrics.waiting.set({ municipality, kind, port }, names.reduce((sum, [, count]) => sum + count, 0));
      const first = await reader.first(items, { state: 'waiting', kind, name: { in: names.map(([name]) => name) } }, { by: [['createdAt', 'asc']], limit: 1 });
      metrics.oldest.set({ municipality, kind, port }, first ? Math.max(0, (realNow() - first.createdAt) / 1_000) : 0);
    }
    for (const state of stuck) {
      for (const [port, names] of Map.groupBy(await reader.countBy(items, { state, kind }, 'name'), ([name]) => portOf(name))) {
        metrics.stuck.set({ municipality, kind, port, state }, names.reduce((sum, [, count]) => sum + count, 0));
      }
    }
  }
  metrics.letters.set({ municipality }, await reader.count(letters, { state: 'waiting' }));
  for (const { port, state } of await reader.find(switches, {})) metrics.switches.set({ municipality, port, state }, 1);
}

async function lookAtJobs(engine: Figures, municipality: string): Promise<void> {
  const { store, plugins, clock, realNow, metrics } = engine;
  const runs = new Map((await store.reader(municipality).find(jobRuns, {})).map((run) => [run.job, run]));
  for (const { contract: { id }, jobs } of plugins.values()) {
    if (!isEnabled(engine, municipality, id)) continue;
    for (const { id: own, schedule } of jobs ?? []) {
      const job = `${id}.${own}`;
      const run = runs.get(job);
      metrics.jobDue.set({ municipality, job }, !run || wants(run, slotAt(schedule, clock.now(municipality)), realNow(), jobSilenceMs(engine)) ? 1 : 0);
      if (!run) continue;
      metrics.jobBegun.set({ municipality, job }, run.begunAt / 1_000);
      metrics.jobFailed.set({ municipality, job }, run.state === 'failed' ? 1 : 0);
    }
  }
}

async function askPlugins(engine: Figures, municipality: string): Promise<void> {
  for (const plugin of engine.plugins.values()) {
    const { contract: { id }, figures } = plugin;
    if (!figures || !isEnabled(engine, municipality, id)) continue;
    const ctx = makeCtx(engine, { plugin, municipality, caller: houseCaller(municipality, 'house'), traceId: engine.newId(), why: 'figures' });
    for (const { name, value } of await figures(ctx)) engine.metrics.figures.set({ municipality, plugin: id, figure: name }, value);
  }
}

/** `biza` of `biza.orderCard`, `journey` of `journey.moved`. */
function portOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}
