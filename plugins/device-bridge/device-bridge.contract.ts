import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { devices } from '#connectors/devices/devices.port.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const dossier = z.uuid();
const visit = z.uuid();
export const visitPurpose = z.enum(['capture', 'delivery']);
export const bearer = z.strictObject({ holder: z.enum(['official', 'bpost-employee']), reference: z.string().max(100) });

/** Official, device and dossier together for the time of one visit: the only way to reach a device (S9). */
export const deviceBridge = defineContract('device-bridge', {
  title: 'Relays card reader and fingerprint operations to the official\'s devices',
  config: z.strictObject({
    visitMinutes: z.int().min(15).max(480).default(120).describe('A visit session ends by itself after this time.'),
    answerSeconds: z.int().min(10).max(600).default(60).describe('A request that the device leaves unanswered for so long may be asked anew.'),
    waitSeconds: z.int().min(0).max(30).default(10).describe('How long a caller waits for a script on the card before it is told "pending".'),
  }),
  uses: { devices },
  calls: ['authorisations.demand'],
  actions: {
    listDevices: {
      kind: 'query', summary: 'The devices and their state.', scope: 'device-bridge:read', input: z.strictObject({}),
      output: z.object({ devices: z.array(z.object({ device: z.string(), title: z.string(), cardReader: z.string(), fingerprints: z.string(), visit: visit.nullable() })) }),
    },
    openVisit: {
      kind: 'command', summary: 'Opens a visit session, or gives back the one this person has open; person, device and municipality must be authorised by BiZa. One at a time per device and per dossier.', scope: 'device-bridge:visit',
      input: z.strictObject({ dossier, device: z.string().max(100), purpose: visitPurpose, person: bearer }), output: z.object({ visit, expiresAt: z.int() }),
    },
    closeVisit: { kind: 'command', summary: 'Ends a visit session.', scope: 'device-bridge:visit', input: z.strictObject({ visit }), output: z.object({ closed: z.boolean() }) },
    showVisit: {
      kind: 'query', summary: 'What has happened on the devices in this session.', scope: 'device-bridge:visit', input: z.strictObject({ visit }),
      output: z.object({
        visit, dossier, device: z.string(), purpose: visitPurpose, person: bearer, open: z.boolean(), expiresAt: z.int(),
        fingerprints: z.object({ state: z.enum(['none', 'requested', 'captured', 'failed']), failure: z.string().nullable(), tries: z.int(), fingers: z.array(z.object({ finger, quality: z.int() })), sealed: z.uuid().nullable() }),
        code: z.object({ state: z.enum(['none', 'requested', 'chosen', 'failed']), failure: z.string().nullable(), sealed: z.uuid().nullable() }),
      }),
    },
    readIdentity: {
      kind: 'command', summary: 'Reads the card in the reader; its signatures are verified. Leaves an audit entry.', scope: 'device-bridge:visit', input: z.strictObject({ visit }),
      output: z.object({ cardNumber: cardNumberSchema, insz: z.string(), lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable() }),
    },
    requestFingerprints: { kind: 'command', summary: 'Asks the fingerprint device for these fingers.', scope: 'device-bridge:visit', input: z.strictObject({ visit, fingers: z.array(finger).min(1).max(2), exceptions: z.array(finger).default([]) }), output: z.object({ requested: z.literal(true) }) },
    requestCode: { kind: 'command', summary: 'Asks the citizen, on the reader, to choose a code.', scope: 'device-bridge:visit', input: z.strictObject({ visit }), output: z.object({ requested: z.literal(true) }) },
    runScript: {
      kind: 'command', summary: 'Runs an upstream\'s whole script of command APDUs on the card in one round trip.', scope: 'device-bridge:relay',
      input: z.strictObject({ visit, script: z.array(z.string().regex(/^[0-9A-F]+$/)).max(500) }), output: z.object({ status: z.enum(['done', 'pending']), responses: z.array(z.string()) }),
    },
  },
  events: {
    fingerprintsCaptured: z.object({ visit, dossier, sealed: z.uuid(), asked: z.array(finger), fingers: z.array(z.object({ finger, quality: z.int() })) }).describe('The device has taken fingerprints; they are sealed for BiZa, and this names where.'),
    fingerprintsFailed: z.object({ visit, dossier, failure: z.string() }).describe('The device could not take fingerprints.'),
    codeChosen: z.object({ visit, dossier, sealed: z.uuid() }).describe('The citizen has chosen a code; it is sealed, and this names where.'),
    codeFailed: z.object({ visit, dossier, failure: z.string() }).describe('No code was chosen.'),
    scriptRan: z.object({ visit, dossier, responses: z.array(z.string()) }).describe('The card has carried out what BiZa sent it.'),
    scriptFailed: z.object({ visit, dossier, failure: z.string() }).describe('The card has not carried out what BiZa sent it.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof deviceBridge> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof deviceBridge> {}
}
