import type { Context, ServiceBroker, ServiceSchema } from 'moleculer';
import { z } from 'zod';
import type { AgentHub } from '#services/agents/open-hub.ts';
import { identityFailures } from '#services/identity/tokens.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { FarWays } from '#services/reach/far-way.ts';
import type { BusinessClock } from '#services/tenancy/business-clock.ts';
import { askedOverBus } from './asked-over-bus.ts';

export interface NodeParts {
  readonly clock: Pick<BusinessClock, 'refresh'>;
  readonly settings: { refresh(): Promise<void> };
  readonly ended: { refresh(): Promise<void> };
  readonly proofs: Pick<CallerProofs, 'verify'>;
  readonly hub: Pick<AgentHub, 'ask' | 'cut'>;
  readonly ways: Pick<FarWays, 'takeIn'>;
}

const cutting = z.object({ municipality: z.string(), device: z.string(), why: z.string(), but: z.string().optional() });

/** What the nodes of a cluster tell each other about themselves. No business, and no way in from outside. */
export function nodeService({ clock, settings, ended, proofs, hub, ways }: NodeParts): ServiceSchema {
  return {
    name: 'house-node',
    actions: {
      refreshClock: { handler: () => clock.refresh() },
      refreshSettings: { handler: () => settings.refresh() },
      refreshEnded: { handler: () => ended.refresh() },
      takeIn: { handler: (ctx: Context) => ways.takeIn(ctx.params) },
      /** The municipality comes from the proof: nobody asks a device of another one. */
      askAgent: { handler: async ({ params, meta }: Context<unknown, { proof?: unknown }>) => {
        if (typeof meta.proof !== 'string') throw identityFailures['token-missing']();
        const { kind, municipality } = await proofs.verify(meta.proof);
        if (kind !== 'house') throw identityFailures['token-forged']();
        const { device, ...asked } = askedOverBus.parse(params);
        return hub.ask(municipality, device, asked);
      } },
      cutAgent: { handler: ({ params }: Context) => {
        const { municipality, device, why, but } = cutting.parse(params);
        hub.cut(municipality, device, why, but);
      } },
    },
  };
}

interface NodeList { getNodeList(options: { onlyAvailable: boolean }): readonly { readonly id: string }[] }

/** The nodes that this one can reach now, itself among them. */
export function nodesOf(broker: ServiceBroker): ReadonlySet<string> {
  const registry = broker.registry as unknown as NodeList;
  return new Set(registry.getNodeList({ onlyAvailable: true }).map(({ id }) => id));
}

/** Lets every node take over a business clock that was moved here, before anything is done by the new time. */
export function refreshClocks(broker: ServiceBroker): Promise<void> {
  return tellNodes(broker, 'refreshClock', 30_000);
}

/** Lets every node take over settings that were changed here, or sessions that were ended. One that does not answer at once looks by itself. */
export function refreshNodes(broker: ServiceBroker, what: 'refreshSettings' | 'refreshEnded'): Promise<void> {
  return tellNodes(broker, what, 1_000);
}

/** Lets every node cut the line of a device. One that does not answer at once looks by itself, with the next beat of the line. */
export function cutAgent(broker: ServiceBroker, cut: z.input<typeof cutting>): Promise<void> {
  return tellNodes(broker, 'cutAgent', 1_000, cut);
}

async function tellNodes(broker: ServiceBroker, what: string, timeout: number, params: object = {}): Promise<void> {
  await Promise.allSettled([...nodesOf(broker)].map((id) => broker.call(`house-node.${what}`, params, { nodeID: id, timeout })));
}
