import type { Context, ServiceBroker, ServiceSchema } from 'moleculer';
import type { FarWays } from '#services/reach/far-way.ts';
import type { BusinessClock } from '#services/tenancy/business-clock.ts';

/** What the nodes of a cluster tell each other about themselves. No business, and no way in from outside. */
export function nodeService(clock: Pick<BusinessClock, 'refresh'>, settings: { refresh(): Promise<void> }, ways: Pick<FarWays, 'takeIn'>): ServiceSchema {
  return {
    name: 'house-node',
    actions: { refreshClock: { handler: () => clock.refresh() }, refreshSettings: { handler: () => settings.refresh() }, takeIn: { handler: (ctx: Context) => ways.takeIn(ctx.params) } },
  };
}

interface NodeList { getNodeList(options: { onlyAvailable: boolean }): readonly { readonly id: string }[] }

/** Lets every node take over a business clock that was moved here, before anything is done by the new time. */
export function refreshClocks(broker: ServiceBroker): Promise<void> {
  return tellNodes(broker, 'refreshClock', 30_000);
}

/** Lets every node take over settings that were changed here. One that does not answer at once looks by itself. */
export function refreshSettings(broker: ServiceBroker): Promise<void> {
  return tellNodes(broker, 'refreshSettings', 1_000);
}

async function tellNodes(broker: ServiceBroker, what: string, timeout: number): Promise<void> {
  const registry = broker.registry as unknown as NodeList;
  await Promise.allSettled(registry.getNodeList({ onlyAvailable: true }).map(({ id }) => broker.call(`house-node.${what}`, {}, { nodeID: id, timeout })));
}
