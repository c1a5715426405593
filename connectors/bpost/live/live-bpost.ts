import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { bpost } from '../bpost.port.ts';
import { announceDelivery } from './announce-delivery.ts';
import { bpostSettings, type BpostSettings } from './bpost-settings.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import { checkBpost } from './check-bpost.ts';
import { deliveryService } from './inbound/delivery-service.ts';
import { openServices } from './open-services.ts';
import { trackParcel } from './track-parcel.ts';

/** bpost over its wires: Shipping Manager, tracking, address proofing, and our own contract for what these have no place for. */
export const liveBpost = defineLive(bpostSettings, {
  open: (env) => openBpost(env),
  check: (env) => checkBpost(env, (notice) => openServices(env, notice)),
  inbound: (env) => deliveryService({ ...env, config: env.config.inbound ?? {} }),
});

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
