import { z } from 'zod';
import { biza, finger, fingersOutcome, orderProcedure } from '#connectors/biza/biza.port.ts';
import { requestStart } from '#connectors/devices/devices.port.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { dossierView } from '#services/journey/journey.contract.ts';

const dossier = z.uuid();
const state = dossierView.shape.state;

/** Why the first visit came to nothing. `other-person`: who opened the door is not the citizen, or the official doubts it. */
export const missedReason = z.enum(['not-home', 'other-person', 'refused', 'unsafe', 'device-broken', 'official-ill', 'other']);

/** Where the first visit stands, for the official's screen. */
export const captureView = z.object({
  dossier, state, visit: z.uuid().nullable(),
  identity: z.enum(['unverified', 'card', 'other-document']),
  outcome: fingersOutcome.nullable(), fingers: z.array(z.object({ finger, quality: z.int() })), tries: z.int(),
  held: z.boolean().describe('Good prints are here that were taken without a connection: they go to BiZa once the identity is verified in this visit.'),
  asked: z.boolean().describe('The device waits for the citizen\'s fingers.'), failure: z.string().nullable().describe('Why the device could not capture the last time.'),
  nextFingers: z.array(finger).describe('Which fingers to ask now, after the fallback rule.'),
  registration: z.enum(['none', 'sending', 'registered', 'verified', 'rejected', 'failed']), rejection: z.string().nullable(),
  order: z.object({ order: z.string(), procedure: orderProcedure, expectedOn: daySchema }).nullable(),
  ordering: z.enum(['none', 'sending', 'ordered', 'failed']),
  exception: z.string().nullable().describe('Type of the failure that waits for a person on the exception list.'),
});

/** Visit 1 (J7): identity, fingerprints, registration and verification at BiZa, and the order of the card. */
export const biometrics = defineContract('biometrics', {
  title: 'The first visit: fingerprints at the door and the order of the card',
  config: z.strictObject({
    minimumQuality: z.int().min(0).max(100).default(60).describe('Below this quality (0 to 100, as the device tells) a print is not used.'),
    triesPerFinger: z.int().min(1).max(5).default(3).describe('After so many unusable prints another finger is asked.'),
    minimumAge: z.int().min(0).max(18).default(12).describe('Below this age no fingerprints are taken.'),
    procedure: orderProcedure.default('normal').describe('By which procedure cards are ordered unless the official says otherwise.'),
    waitSeconds: z.int().min(0).max(30).default(10).describe('How long a screen waits for BiZa before it is told "pending".'),
  }),
  uses: { biza },
  calls: [
    'device-bridge.openVisit', 'device-bridge.closeVisit', 'device-bridge.showVisit', 'device-bridge.readIdentity', 'device-bridge.requestFingerprints', 'authorisations.demand', 'appointments.keep',
  ],
  actions: {
    startVisit: { kind: 'command', summary: 'The official is at the door: opens the visit session with a device.', scope: 'biometrics:visit', input: z.strictObject({ dossier, device: z.string().max(100) }), output: captureView },
    identify: {
      kind: 'command', summary: 'Verifies the identity by the card in the reader, or by another document that the official has seen.', scope: 'biometrics:visit', shownOnce: true,
      input: z.strictObject({ dossier, document: z.enum(['card', 'passport', 'driving-licence', 'register-photo']).default('card') }),
      output: z.object({ view: captureView, shown: z.object({ lastName: z.string(), firstNames: z.string(), photo: z.string().nullable() }).nullable().describe('What the card says, to compare with the person.') }),
    },
    capture: {
      kind: 'command', summary: 'Asks the device for the next fingers; unusable ones are named and the next in the rule are asked. `at-the-door`: prepared while there is a connection.', scope: 'biometrics:visit',
      input: z.strictObject({ dossier, unusable: z.array(finger).default([]), start: requestStart.default('now') }), output: captureView,
    },
    declareImpossible: {
      kind: 'command', summary: 'No finger can be captured, for now or for good.', scope: 'biometrics:visit',
      input: z.strictObject({ dossier, outcome: z.enum(['temporarily-impossible', 'permanently-impossible']), reason: z.enum(['injury', 'bandage', 'amputation', 'illegible', 'medical-certificate', 'device']) }), output: captureView,
    },
    order: { kind: 'command', summary: 'Orders the card at BiZa, by the normal or the urgent procedure.', scope: 'biometrics:visit', input: z.strictObject({ dossier, procedure: orderProcedure.optional() }), output: captureView },
    missed: { kind: 'command', summary: 'Nobody was at home, or the visit had to be broken off.', scope: 'biometrics:visit', input: z.strictObject({ dossier, reason: missedReason }), output: captureView },
    orderedCard: {
      kind: 'query', summary: 'The card that was ordered last for this dossier.', scope: 'biometrics:internal', input: z.strictObject({ dossier }),
      output: z.object({ order: z.string(), cardNumber: cardNumberSchema, expectedOn: daySchema, procedure: orderProcedure }),
    },
    show: { kind: 'query', summary: 'Where the first visit stands.', scope: 'biometrics:read', input: z.strictObject({ dossier }), output: captureView },
  },
  events: {
    verified: z.object({ dossier, outcome: fingersOutcome }).describe('BiZa holds the fingerprints for good, or the rule that none can be given.'),
    rejected: z.object({ dossier, reason: z.string().nullable() }).describe('BiZa does not take the fingerprints.'),
    ordered: z.object({ dossier, order: z.string(), procedure: orderProcedure, expectedOn: daySchema, visit: z.uuid().nullable() }).describe('The card is ordered.'),
    missed: z.object({ dossier, reason: z.string(), visit: z.uuid().nullable() }).describe('The first visit did not come to its end.'),
    numberReplaced: z.object({ dossier, step: z.enum(['registration', 'order']), attempt: z.uuid() }).describe('BiZa knows the citizen by another national number now: the number is followed and the step is asked again.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof biometrics> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof biometrics> {}
}
