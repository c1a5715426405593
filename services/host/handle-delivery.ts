import type { Caller } from '#services/kernel/caller.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Claim } from '#services/outbox/claim-lanes.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { settleItem } from '#services/outbox/settle-item.ts';
import { briefly, stackOf } from './call-port.ts';
import type { Engine } from './engine.ts';
import type { Handler } from './find-part.ts';
import { makeCtx } from './make-ctx.ts';

/**
 * Hands an event or an inbound message to one plugin. The handler's one unit of work also marks the item as done (the inbox), so that
 * what follows from it commits exactly once, however often it is delivered.
 */
export async function handleDelivery(engine: Engine, claim: Claim, item: Item, { plugin, handler }: { readonly plugin: AnyPlugin; readonly handler: Handler }): Promise<void> {
  let settled = false;
  const settle = async (tables: Parameters<typeof settleItem>[0]) => {
    if (settled) throw new Error(`plugin '${plugin.contract.id}' has two units of work for one '${item.name}'`);
    await settleItem(tables, claim, item, { end: 'done' }, engine.realNow());
  };
  const ctx = makeCtx(engine, {
    plugin, municipality: claim.municipality, traceId: item.traceId, from: item, why: item.name, everyWorkSettles: true,
    caller: houseCaller(claim.municipality, item.actor),
    together: { before: settle },
  });
  const once: CommandCtx = {
    ...ctx,
    work: async (body) => { const result = await ctx.work(body); settled = true; return result; },
    answer: async (body) => { const result = await ctx.answer(body); settled = true; return result; },
  };
  try {
    await handler(once, item.payload);
  } catch (error) {
    // What the unit of work committed stands, and its mark with it: handing it over again would do it twice.
    if (!settled) throw error;
    engine.log.error({ item: item.id, name: item.name, plugin: plugin.contract.id, failure: briefly(error).type, stack: stackOf(error) }, 'a listener broke after its unit of work');
  }
  if (!settled) await engine.store.transaction(claim.municipality, (tables) => settleItem(tables, claim, item, { end: 'done' }, engine.realNow()));
}

/** The house itself, on behalf of whoever began it: allowed what the contracts allow. */
export function houseCaller(municipality: string, actor: string): Caller {
  return { kind: 'house', actor, municipality, scopes: [] };
}
