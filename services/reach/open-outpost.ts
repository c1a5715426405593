import { randomBytes } from 'node:crypto';
import { ServiceBroker } from 'moleculer';
import { countRefusals } from '#services/bus/count-refusals.ts';
import { openPacketSeal, type BusKeys } from '#services/bus/packet-seal.ts';
import { SealedNats } from '#services/bus/sealed-nats.ts';
import type { HouseOptions } from '#services/host/open-house.ts';
import { openErrandKey, type ErrandKey } from '#services/identity/errand-key.ts';
import { openErrandVerifier } from '#services/identity/errand-proofs.ts';
import type { Deliver } from '#services/kernel/connector.ts';
import { openErrandPorts } from './errand-ports.ts';
import { outwardFailures } from './outward-failures.ts';
import { reachServices } from './reach-services.ts';
import { portsReached } from './reaches.ts';
import { receiving } from './run-errand.ts';

export interface OutpostOptions extends Pick<HouseOptions, 'offer' | 'municipalities' | 'broker' | 'transport' | 'log' | 'reaches'>, Required<Pick<HouseOptions, 'secret'>> {
  readonly keys: { readonly keys: BusKeys; readonly errands: ErrandKey };
  readonly realNow?: () => number;
}

/** A running node that only reaches outside systems for the others. */
export interface Outpost {
  readonly broker: ServiceBroker;
  readonly reached: readonly string[];
  /** It runs and hears the others. */
  readonly isUp: () => boolean;
  stop(): Promise<void>;
}

/** A node at the border: it opens neither database nor vault and has no key but that of the bus. What it is to do, with what settings, comes with each errand. */
export async function openOutpost({ offer, municipalities: definitions, broker: options, transport, log, reaches = 'all', secret, keys, realNow = Date.now }: OutpostOptions): Promise<Outpost> {
  const reached = portsReached(reaches, offer.connectors);
  const { publicKey } = await openErrandKey(keys.errands);
  const transporter = transport?.(openPacketSeal(keys.keys, realNow), countRefusals(log, realNow));
  const broker = new ServiceBroker({ ...options, ...(transporter && { transporter }) });
  const { ports, prepare } = openErrandPorts({
    definitions, connectors: offer.connectors, realNow, secret, random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    deliver: (_municipality, _port, ...message) => handOver(broker, message),
  });
  for (const service of reachServices(reached, { ports, proofs: openErrandVerifier({ publicKey }), realNow, log, prepare })) broker.createService(service);
  await broker.start();
  let runs = true;
  return {
    broker, reached, isUp: () => runs && (!(transporter instanceof SealedNats) || transporter.isUp),
    stop: async () => {
      runs = false;
      await broker.stop();
      await ports.close();
    },
  };
}

/** To the node that sent the request: it has the store, and waits with its answer until this is taken in. */
async function handOver(broker: ServiceBroker, [message, id, payload, envelope]: Parameters<Deliver>): Promise<void> {
  const request = receiving.getStore();
  if (!request) throw outwardFailures['no-node']();
  await broker.call('house-node.takeIn', { ticket: request.ticket, message, id, payload, ...(envelope && { envelope }) }, { nodeID: request.from, retries: 0 });
}
