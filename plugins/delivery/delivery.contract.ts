import { z } from 'zod';
import { biza, productionStatus } from '#connectors/biza/biza.port.ts';
import { crm } from '#connectors/crm/crm.port.ts';
import { requestStart } from '#connectors/devices/devices.port.ts';
import { eidTool } from '#connectors/eid-tool/eid-tool.port.ts';
import { bearer } from '#plugins/device-bridge/device-bridge.contract.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { delivererSchema } from '#services/journey/ground.ts';
import { dossierView } from '#services/journey/journey.contract.ts';

const dossier = z.uuid();
const state = dossierView.shape.state;
const reason = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** Why a card goes out with whom it does. */
export const assignedBecause = z.enum(['citizens-choice', 'not-by-bpost', 'no-agreement', 'capacity-used-up', 'bpost-sooner', 'official-sooner', 'no-official-free', 'chosen-otherwise', 'refused-by-bpost']);

/** Where the card and the second visit stand. */
export const deliveryView = z.object({
  dossier, state, by: delivererSchema.nullable(), because: assignedBecause.nullable().describe('Why this deliverer; null where nobody could say.'), start: z.int().nullable(), end: z.int().nullable(),
  card: z.object({ status: productionStatus, expectedOn: daySchema, arrivedAt: z.int().nullable(), claimBefore: daySchema.nullable() }).nullable(),
  visit: z.uuid().nullable(), attempts: z.int(),
  identity: z.enum(['unverified', 'verified']), oldCard: z.enum(['not-yet', 'taken-in', 'missing']),
  code: z.enum(['none', 'requested', 'chosen', 'failed']), activation: z.enum(['none', 'opening', 'relaying', 'confirming', 'active', 'failed']),
  closing: z.object({ biza: z.boolean(), eidTool: z.boolean(), crm: z.boolean() }),
});

/** A card that is to come. `ended`: nobody waits for it any more, but it has to be kept and destroyed. */
const expectedCard = z.object({ dossier, orderedAt: z.int().nullable(), expectedOn: daySchema, status: productionStatus, late: z.boolean(), by: delivererSchema.nullable(), start: z.int().nullable(), ended: z.boolean() });
const receivedCard = z.object({ dossier, state, arrivedAt: z.int(), by: delivererSchema.nullable(), start: z.int().nullable(), claimBefore: daySchema.nullable(), mayTakeBack: z.boolean() });

/** Visit 2 (J8): identity, the old card in, the code, activation, and the two closings. The same steps serve the bpost employee (J9). */
export const delivery = defineContract('delivery', {
  title: 'The second visit: hands over and activates the card',
  config: z.strictObject({
    marginDays: z.int().min(0).max(30).default(1).describe('Days between the expected arrival of the card and the first moment offered.'),
    maximumAttempts: z.int().min(1).max(5).default(2).describe('After so many attempts in vain the card waits at the counter.'),
    unclaimedMonths: z.int().min(1).max(12).default(3).describe('Law: after three months a card or code is destroyed.'),
    warnUnclaimedDays: z.int().min(1).max(60).default(21).describe('How many days before a card is destroyed the citizen is warned.'),
    waitSeconds: z.int().min(0).max(30).default(10).describe('How long a screen waits for BiZa before it is told "pending".'),
    bpost: z.boolean().default(true).describe('May bpost deliver?'),
  }),
  uses: { biza, eidTool, crm },
  calls: [
    'appointments.offer', 'appointments.hold', 'appointments.confirm', 'appointments.move', 'appointments.cancel', 'appointments.keep', 'appointments.ofDossier',
    'bpost-delivery.moments', 'bpost-delivery.coverage', 'bpost-delivery.arrange', 'bpost-delivery.cancel', 'bpost-delivery.demandCertified', 'device-bridge.openVisit', 'device-bridge.closeVisit', 'device-bridge.showVisit', 'device-bridge.readIdentity', 'device-bridge.requestCode',
    'device-bridge.runScript', 'biometrics.orderedCard',
  ],
  actions: {
    moments: {
      kind: 'query', summary: 'Moments for the delivery, not before the card can be there.', scope: 'delivery:plan',
      input: z.strictObject({ dossier, by: delivererSchema }), output: z.object({ notBefore: daySchema, moments: z.array(z.object({ start: z.int(), end: z.int(), preferred: z.boolean().describe('It fits the round of the official who would come; of bpost that is not known.') })) }),
    },
    plan: { kind: 'command', summary: 'Agrees the moment of delivery with official or bpost, on the spot or later; moving it is the same.', scope: 'delivery:plan', input: z.strictObject({ dossier, by: delivererSchema, start: instantSchema, wish: z.boolean().default(false).describe('The citizen chose who comes.') }), output: deliveryView },
    propose: {
      kind: 'query', summary: 'Who is to bring the card, by agreement, capacity and lead time, and why.', scope: 'delivery:plan', input: z.strictObject({ dossier }),
      output: z.object({ by: delivererSchema, because: assignedBecause, first: z.object({ official: z.int().nullable(), bpost: z.int().nullable() }).describe('The first moment of each.') }),
    },
    expectedCards: {
      kind: 'query', summary: 'The cards that are to come to the town hall, the first to be expected first, and those that came today. Without anybody\'s name.', scope: 'delivery:receive',
      input: z.strictObject({}), output: z.object({ expected: z.array(expectedCard), total: z.int(), receivedToday: z.array(receivedCard) }),
    },
    receiveByNumber: { kind: 'command', summary: 'A card has arrived at the town hall: its number says of which dossier it is.', scope: 'delivery:receive', input: z.strictObject({ cardNumber: cardNumberSchema }), output: deliveryView },
    receiveCard: { kind: 'command', summary: 'The card has arrived at the town hall.', scope: 'delivery:receive', input: z.strictObject({ dossier, cardNumber: cardNumberSchema }), output: deliveryView },
    takeBackReceipt: { kind: 'command', summary: 'A card that was received by mistake is expected again. Only as long as it has not left the town hall.', scope: 'delivery:receive', input: z.strictObject({ dossier }), output: deliveryView },
    startVisit: {
      kind: 'command', summary: 'The official or the certified bpost employee is at the door.', scope: 'delivery:visit',
      input: z.strictObject({ dossier, device: z.string().max(100), employee: z.string().max(50).optional().describe('The bpost employee, when bpost calls.') }), output: deliveryView,
    },
    identify: {
      kind: 'command', summary: 'Verifies the identity by the old card, or by another document.', scope: 'delivery:visit',
      input: z.strictObject({ dossier, document: z.enum(['card', 'passport', 'driving-licence', 'register-photo']).default('card'), oldCard: z.enum(['taken-in', 'missing']).default('taken-in') }), output: deliveryView,
    },
    chooseCode: { kind: 'command', summary: 'Lets the citizen choose the code on the reader. `at-the-door`: prepared while there is a connection.', scope: 'delivery:visit', input: z.strictObject({ dossier, start: requestStart.default('now') }), output: deliveryView },
    activate: { kind: 'command', summary: 'Activates the card in the reader through BiZa; the chosen code is registered and the old card annulled.', scope: 'delivery:visit', input: z.strictObject({ dossier }), output: deliveryView },
    close: { kind: 'command', summary: 'The official closes the procedure; the renewal then closes at BiZa, in the eID tool and in the CRM.', scope: 'delivery:close', input: z.strictObject({ dossier }), output: deliveryView },
    failAttempt: { kind: 'command', summary: 'The card could not be handed over.', scope: 'delivery:visit', input: z.strictObject({ dossier, reason }), output: deliveryView },
    reportLost: { kind: 'command', summary: 'The card was lost in the post: it is annulled and ordered again.', scope: 'delivery:give-up', input: z.strictObject({ dossier, reason: reason.default('lost-in-post') }), output: deliveryView },
    holdAtCounter: { kind: 'command', summary: 'The card cannot be delivered at home and waits at the counter.', scope: 'delivery:give-up', input: z.strictObject({ dossier, reason }), output: deliveryView },
    show: { kind: 'query', summary: 'Where the card and the second visit stand.', scope: 'delivery:read', input: z.strictObject({ dossier }), output: deliveryView },
  },
  events: {
    planned: z.object({ dossier, by: delivererSchema, start: z.int() }).describe('Who delivers the card is known, and when.'),
    cardArrived: z.object({ dossier }).describe('The card is at the municipality.'),
    cardLate: z.object({ dossier, expectedOn: daySchema, start: z.int().nullable() }).describe('The card is not there when it was expected.'),
    cardLost: z.object({ dossier }).describe('The card will not come any more.'),
    attemptFailed: z.object({ dossier, reason: z.string(), attempts: z.int() }).describe('Nobody took the card in at the door.'),
    heldAtCounter: z.object({ dossier, claimBefore: daySchema.nullable() }).describe('The card waits at the counter.'),
    unclaimedSoon: z.object({ dossier, claimBefore: daySchema }).describe('The card is destroyed soon unless somebody comes for it.'),
    activated: z.object({ dossier, by: bearer }).describe('The card works.'),
    closed: z.object({ dossier, by: delivererSchema }).describe('The citizen has the card, and it works: this journey is over.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof delivery> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof delivery> {}
}
