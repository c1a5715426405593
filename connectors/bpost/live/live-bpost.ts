import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { bpost } from '../bpost.port.ts';
import { announceDelivery } from './announce-delivery.ts';
import { basic, openWire, type Notice, type Wire } from './ask-bpost.ts';
import { bpostSettings, type BpostSettings } from './bpost-settings.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { checkBpost } from './check-bpost.ts';
import { openEidDelivery } from './eid-delivery.ts';
import { deliveryService } from './inbound/delivery-service.ts';
import { proofOverRest } from './proof-over-rest.ts';
import { proofOverSoap } from './proof-over-soap.ts';
import { shippingManager } from './shipping-manager.ts';
import { trackParcel } from './track-parcel.ts';

/** bpost over its wires: Shipping Manager, tracking, address proofing, and our own contract for what these have no place for. */
export const liveBpost = defineLive(bpostSettings, {
  open: (env) => openBpost(env),
  check: (env) => checkBpost(env, (notice) => openServices(env, notice)),
  inbound: (env) => deliveryService({ ...env, config: env.config.inbound ?? {} }),
});

/** What the kit of REST calls a mishap, in the words of this connector. */
const seenAs = { 'not-sent': 'not-sent', 'unusable-key': 'not-let-in', lost: 'lost', busy: 'busy', 'not-let-in': 'not-let-in', 'not-taken': 'refused', 'not-understood': 'unverified' } as const;

export type Services = ReturnType<typeof openServices>;

function openServices({ config, secret }: LiveEnv<BpostSettings>, notice: Notice = () => {}) {
  const { account, passPhrase, proofing } = config;
  const timeoutMs = config.timeoutSeconds * 1_000;
  const wires: Wire[] = [];
  const wire = (url: string, credentials: () => Readonly<Record<string, string>>): Wire => {
    const opened = openWire({ url, credentials, timeoutMs, notice });
    wires.push(opened);
    return opened;
  };
  const ofAccount = () => basic(account, secret(passPhrase));
  const ofProofing = (): Record<string, string> => (proofing.apiKey === undefined ? {} : { 'x-api-key': secret(proofing.apiKey).trim() });
  const eid = openEidDelivery({ place: config.eidDelivery, secret, notice: ({ mishap, says = '' }) => { if (mishap) notice({ mishap: seenAs[mishap], code: says }); } });
  const proofingWire = wire(proofing.url, ofProofing);
  return {
    shipping: shippingManager(wire(config.shippingManager.url, ofAccount), account),
    tracking: wire(config.tracking.url, ofAccount),
    eid,
    proof: proofing.kind === 'soap' ? proofOverSoap(proofingWire, proofing.callerName) : proofOverRest(proofingWire, proofing.callerName),
    close: () => { for (const one of [...wires, eid]) one.close(); },
  };
}

function openBpost(env: LiveEnv<BpostSettings>): PortImplementation<typeof bpost> & AsyncDisposable {
  const { shipping, tracking, eid, proof, close } = openServices(env);
  return {
    moments: async (asked, call) => ({ moments: await eid.moments(asked, call) }),
    proofAddress: ({ address }, { signal }) => proof(address, { kind: 'read', signal }),
    announceDelivery: (input, call) => announceDelivery({ shipping, eid, proof, settings: env.config }, input, call),
    changeMoment: eid.changeMoment,
    handOverCustody: eid.handOverCustody,
    cancelDelivery: (input, call) => cancelDelivery(shipping, input, call),
    delivery: eid.delivery,
    track: (asked, { signal }) => trackParcel(tracking, asked, { kind: 'read', signal }),
    [Symbol.asyncDispose]: async () => { close(); await Promise.resolve(); },
  };
}
