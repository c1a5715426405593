import type { BrokerOptions } from 'moleculer';
import { SealedNats } from '#services/bus/sealed-nats.ts';
import type { HouseOptions } from '#services/host/open-house.ts';
import type { Settings } from './config/environment.ts';

/** The broker: in this process, or a node of a cluster over NATS. No business here. */
export function brokerOptions({ natsUrl }: Pick<Settings, 'natsUrl'>, nodeID?: string): BrokerOptions {
  return {
    namespace: 'eid',
    ...(nodeID === undefined ? {} : { nodeID }),
    // Nodes share the work; without this each would only serve itself.
    registry: { preferLocal: false },
    // A call that was cut off may have acted: only the outbox, which knows the operation, may repeat it.
    retryPolicy: { enabled: false },
    requestTimeout: 30_000,
    logger: natsUrl !== undefined,
    logLevel: 'warn',
    skipProcessEventRegistration: true,
  };
}

/** The way to the other nodes; none where everything is in this process. */
export function transportOf({ natsUrl }: Pick<Settings, 'natsUrl'>): HouseOptions['transport'] {
  return natsUrl === undefined ? undefined : (seal, refused) => new SealedNats({ url: natsUrl }, seal, refused);
}
