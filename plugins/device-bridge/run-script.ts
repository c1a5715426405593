import { handle, type Outcome } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { visits } from './device-bridge.store.ts';
import { options } from './request-from-device.ts';
import { usableVisit } from './use-visit.ts';

/** The card's answers come with the reply when they are there in time, and always as an event. */
export const runScript = handle(deviceBridge, 'runScript', async (ctx, { visit: id, script }) => {
  const visit = await usableVisit(ctx, id);
  if (visit.purpose !== 'delivery') throw deviceBridgeFailures['wrong-purpose']();
  const dispatched = await ctx.work((work) => work.dispatch('devices.runScript', { device: visit.device, visit: id, script }, options(work, visit)));
  const settled = await ctx.settled(dispatched, { withinMs: ctx.config.waitSeconds * 1000 });
  if (settled.status === 'failed') throw deviceBridgeFailures['script-failed']({ cause: settled.failure.type });
  if (settled.status === 'pending') return { status: 'pending' as const, responses: [] };
  return { status: 'done' as const, responses: settled.output.responses };
});

export const scriptRan: Outcome<typeof deviceBridge, 'devices.runScript'> = {
  done: async (work, { input: { visit }, output: { responses } }) => {
    const session = await work.first(visits, { id: visit });
    if (session) await work.emit('scriptRan', { visit, dossier: session.dossier, responses });
  },
  failed: async (work, { input: { visit }, failure }) => {
    const session = await work.first(visits, { id: visit });
    if (session) await work.emit('scriptFailed', { visit, dossier: session.dossier, failure: failure.type });
  },
};
