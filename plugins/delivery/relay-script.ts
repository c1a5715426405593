import type { CommandCtx, Dispatched } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { confirmActivation, isRefused } from './ask-activation.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { handovers, type Handover } from './delivery.store.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** After so much silence the device bridge is asked what became of the script. */
const silenceMs = 120_000;

/**
 * BiZa's whole script goes to the device in one round trip, once: whoever dies in the middle of it, and whoever asks again, it is not sent anew. Of one that did not run, or of which nobody
 * knows, a person at the door has BiZa make another. When the device is slow nobody waits here: `device-bridge.scriptRan` tells later.
 */
export async function relayScript(ctx: DeliveryCtx, { id, visit, script, relayedAt }: Handover): Promise<Dispatched<unknown> | undefined> {
  if (!script || (relayedAt !== null && ctx.now() - relayedAt < silenceMs)) return undefined;
  const isOurs = await ctx.work(async (work) => await work.update(handovers, { id, activation: 'relaying', relayedAt }, { relayedAt: work.at }) > 0);
  if (!isOurs) return undefined;
  try {
    const ran = await ctx.call('device-bridge.runScript', { visit, script: script.commands, name: script.activation, chip: script.chip });
    if (ran.status !== 'done') return undefined;
    if (isRefused(ran.responses)) throw deliveryFailures['card-refused']();
    return await ctx.work((work) => confirmActivation(work, id, ran.responses));
  } catch (error) {
    // The script did not run, or not to its end: BiZa is asked for a new one.
    await ctx.work((work) => work.update(handovers, { id, activation: 'relaying' }, { activation: 'failed', relayedAt: null }));
    throw error;
  }
}

/** Listens to `device-bridge.scriptRan`: the device answered when nobody waited for it any more. */
export async function hearScript(ctx: DeliveryCtx, { visit, responses }: EventPayload<'device-bridge.scriptRan'>): Promise<void> {
  await ctx.work(async (work) => {
    const handover = await work.first(handovers, { visit });
    if (handover) await confirmActivation(work, handover.id, responses);
  });
}

/** Listens to `device-bridge.scriptFailed`. */
export async function hearNoScript(ctx: DeliveryCtx, { visit }: EventPayload<'device-bridge.scriptFailed'>): Promise<void> {
  await ctx.work((work) => work.update(handovers, { visit, activation: 'relaying' }, { activation: 'failed', relayedAt: null }));
}
