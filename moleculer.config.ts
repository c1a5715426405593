import type { BrokerOptions } from 'moleculer';
import type { Settings } from './config/environment.ts';

/** The broker: in this process, or a node of a cluster over NATS. No business here. */
export function brokerOptions({ natsUrl }: Pick<Settings, 'natsUrl'>, nodeID?: string): BrokerOptions {
  return {
    namespace: 'eid',
    ...(nodeID === undefined ? {} : { nodeID }),
    ...(natsUrl === undefined ? {} : { transporter: { type: 'NATS', options: { url: natsUrl } } }),
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
