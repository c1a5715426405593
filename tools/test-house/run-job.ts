import { houseCaller } from '#services/host/handle-delivery.ts';
import { makeCtx } from '#services/host/make-ctx.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { TestHouse } from './open-test-house.ts';

/** Runs one job in Gent now, whatever the hour: other jobs do nothing. `change` puts faults into what it is given. */
export async function runJob({ house: { engine } }: Pick<TestHouse, 'house'>, plugin: string, id: string, change: (ctx: CommandCtx) => CommandCtx = (ctx) => ctx): Promise<void> {
  const owner = engine.plugins.get(plugin);
  const job = owner?.jobs?.find((candidate) => candidate.id === id);
  if (!owner || !job) throw new Error(`there is no job '${plugin}.${id}'`);
  await job.run(change(makeCtx(engine, { plugin: owner, municipality: 'gent', caller: houseCaller('gent', `job:${id}`), traceId: engine.newId(), why: id })));
}
