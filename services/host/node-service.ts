import type { ServiceBroker, ServiceSchema } from 'moleculer';
import type { BusinessClock } from '#services/tenancy/business-clock.ts';

/** What the nodes of a cluster tell each other about themselves. No business, and no way in from outside. */
export function nodeService(clock: BusinessClock): ServiceSchema {
  return { name: 'house-node', actions: { refreshClock: { handler: () => clock.refresh() } } };
}

interface NodeList { getNodeList(options: { onlyAvailable: boolean }): readonly { readonly id: string }[] }

/** Lets every node take over a business clock that was moved here, before anything is done by the new time. */
export async function refreshClocks(broker: ServiceBroker): Promise<void> {
  const registry = broker.registry as unknown as NodeList;
  await Promise.allSettled(registry.getNodeList({ onlyAvailable: true }).map(({ id }) => broker.call('house-node.refreshClock', {}, { nodeID: id })));
}
