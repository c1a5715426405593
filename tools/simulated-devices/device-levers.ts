import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { deviceRight } from '#connectors/devices/devices.port.ts';
import { ledgerEntry } from '#connectors/sandbox-kit/keep-ledger.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { sbiCodes } from '#tools/simulated-sbi/sbi-codes.ts';
import { faults } from '#tools/simulated-sbi/sbi-faults.ts';
import type { DeviceStatus } from '#tools/simulated-sbi/simulated-device.ts';
import type { CutWire } from '#tools/system-packages/cut-wire.ts';
import type { DeviceLedger } from './device-ledger.ts';
import type { SimulatedDevice } from './simulated-device.ts';

export interface LeveredDevices {
  /** Enrols a device that is not enrolled, and opens its line. */
  connect(device: string, wish: { readonly title: string; readonly rights: readonly z.output<typeof deviceRight>[] }): Promise<SimulatedDevice>;
  disconnect(device: string): Promise<void>;
  /** @throws devices.unavailable */
  demand(device: string): SimulatedDevice;
  /** Of a device that is connected. @throws devices.unavailable */
  network(device: string): Pick<CutWire, 'up' | 'down' | 'cut' | 'cutAtAnswer'>;
  readonly ledger: Pick<DeviceLedger, 'entries'>;
}

const nothing = z.strictObject({});
const device = z.string().min(1).max(100);
const which = z.strictObject({ device });
const digits = z.string().regex(/^\d{4,12}$/, 'a PIN has 4 to 12 digits');
const card = z.strictObject({
  cardNumber: cardNumberSchema, insz: inszSchema, lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable(),
  address: z.strictObject({ street: z.string(), postcode: z.string(), municipality: z.string() }).nullable().default(null), pin: digits.optional(), unreadable: z.boolean().default(false), forged: z.boolean().default(false),
});
const requests = z.object({ requests: z.array(z.object({ kind: z.enum(['fingerprints', 'code']), request: z.uuid(), visit: z.uuid(), fingers: z.array(finger), begun: z.boolean() })) });

const statuses = { ready: 'Ready', busy: 'Busy', 'not-ready': 'Not Ready', 'not-registered': 'Not Registered' } as const satisfies Readonly<Record<string, DeviceStatus>>;

/** What a person does at the door, by the names that the levers of the sandbox inside the house have too. */
export function deviceLevers({ connect, disconnect, demand, network, ledger }: LeveredDevices): Record<string, Lever> {
  return {
    connect: defineLever('Connects a device: enrols its agent, and opens its line.', z.strictObject({
      device, title: z.string().min(1).max(100), rights: z.array(deviceRight).min(1).default(['capture', 'delivery']), fingerprints: z.enum(['ready', 'not-ready']).default('ready'),
    }), nothing, async ({ device: id, fingerprints, ...wish }) => {
      const connected = await connect(id, wish);
      connected.become(fingerprints === 'ready' ? 'Ready' : 'Not Ready');
      return {};
    }),
    disconnect: defineLever('The device is gone; it is enrolled still, and keeps what waits in it.', which, nothing, async (input) => { await disconnect(input.device); return {}; }),
    'insert-card': defineLever('Puts a card into the reader, in place of the one that is in it. With a PIN, that is its PIN from now on, with all tries open.', z.strictObject({ device, card }), nothing, async (input) => {
      await demand(input.device).insertCard(input.card);
      return {};
    }),
    'remove-card': defineLever('Takes the card out of the reader.', which, nothing, async (input) => { await demand(input.device).removeCard(); return {}; }),
    forge: defineLever('From now on the signatures of the card in the reader do not hold.', which, nothing, async (input) => { await demand(input.device).forge(); return {}; }),
    'type-pin': defineLever('What the citizen types when the device asks for a PIN the next time; `next` where a new one is asked too.', z.strictObject({ device, pin: digits.optional(), next: digits.optional(), cancel: z.boolean().default(false) }), nothing, (input) => {
      const { pin, next, cancel } = input;
      demand(input.device).typePin(cancel || pin === undefined ? 'cancel' : { pin, next });
      return {};
    }),
    requests: defineLever('What the device waits for, begun or not.', which, requests, (input) => ({
      requests: demand(input.device).requests().map((one) => ({ kind: one.kind, request: one.request, visit: one.asked.visit, fingers: one.kind === 'fingerprints' ? one.asked.fingers : [], begun: one.step === 'begun' })),
    })),
    begin: defineLever('The official begins, at the door, what was prepared.', which, nothing, (input) => { demand(input.device).begin(); return {}; }),
    'put-fingers': defineLever('The citizen puts fingers on the device: one try. `fail`: the device finds none.', z.strictObject({
      device, fingers: z.array(z.strictObject({ finger, quality: z.int().min(0).max(100) })).max(2).default([]), fail: z.string().optional(),
    }), nothing, async ({ device: id, fingers, fail }) => {
      if (fail === undefined) await demand(id).putFingers(fingers);
      else await demand(id).failFingers(sbiCodes.noFinger);
      return {};
    }),
    'choose-code': defineLever('The citizen chooses a code in the window of the agent. Left out, the code is a random one. `fail`: the citizen cancels.', z.strictObject({
      device, code: z.string().regex(/^\d{4,12}$/, 'a code has 4 to 12 digits').optional(), fail: z.string().optional(),
    }), nothing, async ({ device: id, code, fail }) => {
      await demand(id).chooseCode(fail === undefined ? code ?? String(randomInt(10_000)).padStart(4, '0') : undefined);
      return {};
    }),
    'fingerprint-device': defineLever('The fingerprint device becomes so (`not-registered`: its maker does not know it); its next answer to a capture is wrong in the way of `spoils`.', z.strictObject({
      device, is: z.enum(['ready', 'busy', 'not-ready', 'not-registered']).optional(), spoils: z.enum(faults).optional(),
    }), nothing, ({ device: id, is, spoils }) => {
      if (is !== undefined) demand(id).become(statuses[is]);
      if (spoils !== undefined) demand(id).spoilCapture(spoils);
      return {};
    }),
    'unplug-reader': defineLever('The whole card reader goes, and the card in it.', which, nothing, async (input) => { await demand(input.device).unplugReader(); return {}; }),
    'plug-in-reader': defineLever('The card reader is there again, empty.', which, nothing, (input) => { demand(input.device).plugInReader(); return {}; }),
    network: defineLever('What the network of the device does: `down` until it is `up`; `breaks` once, and comes back; `loses-an-answer`: what the device tells next arrives, what the house says to it does not.', z.strictObject({
      device, does: z.enum(['down', 'up', 'breaks', 'loses-an-answer']),
    }), nothing, ({ device: id, does }) => {
      const wire = network(id);
      ({ down: wire.down, up: wire.up, breaks: wire.cut, 'loses-an-answer': () => { wire.cutAtAnswer(); } })[does]();
      return {};
    }),
    ledger: defineLever('Everything that the devices did, oldest first: what the house asked, and the prints and codes that were sealed.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ entries: z.array(ledgerEntry) }), ({ dossier }) => ({ entries: ledger.entries(dossier) })),
    // A device has the time of the world.
    clock: defineLever('Takes notice of business time, and does nothing with it.', z.strictObject({ until: z.int().optional() }), nothing, () => ({})),
  };
}
