import type { BrokerOptions } from 'moleculer';
import { natsOptions } from '#services/bus/nats-connection.ts';
import { ChooseNode } from '#services/bus/choose-node.ts';
import { SealedNats } from '#services/bus/sealed-nats.ts';
import { BrokerLog } from '#services/host/broker-log.ts';
import type { HouseOptions } from '#services/host/open-house.ts';
import type { Log } from '#services/kernel/context.ts';
import type { Settings } from './config/environment.ts';

/** The broker: in this process, or a node of a cluster over NATS. No business here. */
export function brokerOptions({ nats }: Pick<Settings, 'nats'>, nodeID?: string, log?: Log): BrokerOptions {
  return {
    namespace: 'eid',
    ...(nodeID === undefined ? {} : { nodeID }),
    // Nodes share the work; without this each would only serve itself. A node that stops gives the others time to hear of it, where there are any.
    registry: { preferLocal: false, ...(nats ? { strategy: ChooseNode } : { stopDelay: 0 }) },
    // A node that died says nothing: until it is missed, calls go to it that nobody answers.
    ...(nats && { heartbeatInterval: 2, heartbeatTimeout: 6 }),
    // A call that was cut off may have acted: only the outbox, which knows the operation, may repeat it.
    retryPolicy: { enabled: false },
    requestTimeout: 30_000,
    logger: log !== undefined && new BrokerLog(log),
    logLevel: 'warn',
    skipProcessEventRegistration: true,
    // `$node.options` and its like would tell whoever has the key of the bus how a node is set up, the key of its certificate for NATS included.
    internalServices: false,
  };
}

/** The way to the other nodes; none where everything is in this process. */
export function transportOf({ nats }: Pick<Settings, 'nats'>): HouseOptions['transport'] {
  return nats && ((seal, refused) => new SealedNats(natsOptions(nats), seal, refused));
}
