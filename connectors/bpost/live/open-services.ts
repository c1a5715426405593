import type { LiveEnv } from '#services/kernel/connector.ts';
import { basic, openWire, type Notice, type Wire } from './ask-bpost.ts';
import type { BpostSettings } from './bpost-settings.ts';
import { openEidDelivery } from './eid-delivery.ts';
import { proofOverRest } from './proof-over-rest.ts';
import { proofOverSoap } from './proof-over-soap.ts';
import { shippingManager } from './shipping-manager.ts';

/** What the kit of REST calls a mishap, in the words of this connector. */
const seenAs = { 'not-sent': 'not-sent', 'unusable-key': 'not-let-in', lost: 'lost', busy: 'busy', 'not-let-in': 'not-let-in', 'not-taken': 'refused', 'not-understood': 'unverified' } as const;

export type Services = ReturnType<typeof openServices>;

/** The four services of bpost, each over its own wire. */
export function openServices({ config, secret }: LiveEnv<BpostSettings>, notice: Notice = () => {}) {
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
