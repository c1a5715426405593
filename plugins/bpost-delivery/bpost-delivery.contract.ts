import { z } from 'zod';
import { bpost, deliveryEvent, employeeReference, moment, parcelScan } from '#connectors/bpost/bpost.port.ts';
import { crm } from '#connectors/crm/crm.port.ts';
import { daySchema } from '#services/belgium/day.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { agreementInput, agreementView, certificateInput, employeeView, leadTimeLine, withdrawAgreementInput, withdrawCertificatesInput } from './partnership.contract.ts';

const dossier = z.uuid();
const state = z.enum(['arranging', 'announced', 'refused', 'cancelled', 'ended']);

/** Who holds the card. */
export const custody = z.enum(['municipality', 'courier', 'bpost-employee', 'citizen', 'lost']);
/** Why a message of bpost does not count (yet). */
export const heldBecause = z.enum(['not-certified', 'employee-missing', 'card-not-with-bpost', 'not-activated', 'moment-missing', 'over']);
/** Why bpost may not bring a card somewhere. */
export const notCovered = z.enum(['no-agreement', 'capacity-used-up']);
export const bpostDeliveryView = z.object({
  dossier, reference: z.string(), moment, state, custody, region: z.string().nullable().describe('Region of the agreement under which it is delivered.'),
  carrier: z.object({ employee: z.string(), certified: z.boolean().describe('Whether he or she may hand cards over now.') }).nullable().describe('The employee who has the card, while one has.'),
  messages: z.array(z.object({ event: deliveryEvent, at: z.int(), sequence: z.int(), employee: z.string().nullable(), reason: z.string().nullable(), held: z.boolean().describe('Held as an exception: no valid certificate, or not possible now.'), why: heldBecause.nullable() })),
});

/** Delivery by certified bpost employees (J9): agreement per region, custody of the card, orders out and messages in. */
export const bpostDelivery = defineContract('bpost-delivery', {
  title: 'Lets certified bpost employees deliver the card',
  config: z.strictObject({
    agreements: z.array(z.strictObject({ region: z.string().max(60).describe('What the agreement calls the region.'), postcodes: z.array(z.string().regex(/^\d{4}$/)).min(1).describe('Postcodes of the region.'), from: daySchema.describe('First day of the agreement.'), until: daySchema.describe('Last day of the agreement.'), leadDays: z.int().min(0).max(30).default(2).describe('Days between an order and the first moment.') })).default([]).describe('Where bpost delivers for this municipality, and since when, until an agreement was recorded for the postcode.'),
    employees: z.array(z.strictObject({ employee: employeeReference.describe('Reference of the employee, as bpost tells it.'), certifiedFrom: daySchema.describe('First day of the certificate.'), certifiedUntil: daySchema.describe('Last day of the certificate.'), withdrawn: z.boolean().default(false).describe('Whether the certificate was withdrawn.') })).default([]).describe('Employees of bpost who may hand cards over, beside those whose certificates were recorded or told by bpost. A withdrawal counts here, too.'),
    horizonDays: z.int().min(1).max(90).default(28).describe('How far ahead moments are asked of bpost.'),
    waitSeconds: z.int().min(0).max(30).default(5).describe('How long planning waits for bpost\'s answer.'),
  }),
  uses: { bpost, crm },
  calls: [],
  actions: {
    moments: { kind: 'query', summary: 'Moments that bpost offers to this citizen.', scope: 'bpost-delivery:plan', input: z.strictObject({ dossier, notBefore: daySchema }), output: z.object({ moments: z.array(moment) }) },
    arrange: { kind: 'command', summary: 'Announces the delivery to bpost, or moves an announced one.', scope: 'bpost-delivery:plan', input: z.strictObject({ dossier, start: instantSchema }), output: bpostDeliveryView },
    cancel: { kind: 'command', summary: 'Withdraws the delivery from bpost.', scope: 'bpost-delivery:plan', input: z.strictObject({ dossier, reason: z.string().regex(/^[a-z0-9-]{1,60}$/) }), output: z.object({ cancelled: z.boolean() }) },
    handOver: { kind: 'command', summary: 'The card is given to bpost: custody passes.', scope: 'bpost-delivery:custody', input: z.strictObject({ dossier }), output: bpostDeliveryView },
    demandCertified: { kind: 'query', summary: 'Refuses unless this employee holds a valid certificate today.', scope: 'bpost-delivery:check', input: z.strictObject({ employee: z.string().max(50) }), output: z.object({ certifiedUntil: daySchema }) },
    show: { kind: 'query', summary: 'The delivery at bpost, with custody and messages.', scope: 'bpost-delivery:read', input: z.strictObject({ dossier }), output: bpostDeliveryView },
    coverage: {
      kind: 'query', summary: 'Whether bpost may bring a card to this citizen: an agreement that holds, with capacity left. bpost itself is not asked.', scope: 'bpost-delivery:plan', input: z.strictObject({ dossier, notBefore: daySchema }),
      output: z.object({ covered: z.boolean(), why: notCovered.nullable(), region: z.string().nullable(), soonest: daySchema.nullable().describe('First day on which it may be brought.') }),
    },
    agreements: { kind: 'query', summary: 'The agreements with bpost, with how much of them is taken.', scope: 'bpost-delivery:read', input: z.strictObject({}), output: z.object({ agreements: z.array(agreementView) }) },
    recordAgreement: { kind: 'command', summary: 'Records an agreement with bpost for a region.', scope: 'bpost-delivery:partnership', input: agreementInput, output: z.object({ agreement: z.uuid() }) },
    withdrawAgreement: { kind: 'command', summary: 'An agreement holds no longer, from today on; what bpost was asked for stands.', scope: 'bpost-delivery:partnership', input: withdrawAgreementInput, output: z.object({ agreement: z.uuid(), withdrawnOn: daySchema }) },
    employees: { kind: 'query', summary: 'Employees of bpost with their training and certificates, those that end soon on top.', scope: 'bpost-delivery:read', input: z.strictObject({}), output: z.object({ employees: z.array(employeeView) }) },
    certify: { kind: 'command', summary: 'Records the training and the certificate of an employee of bpost. Messages that were held for want of it are weighed again.', scope: 'bpost-delivery:partnership', input: certificateInput, output: z.object({ employee: z.string() }) },
    withdrawCertificates: { kind: 'command', summary: 'An employee of bpost may hand over no cards any more, from now on.', scope: 'bpost-delivery:partnership', input: withdrawCertificatesInput, output: z.object({ employee: z.string() }) },
    leadTimes: {
      kind: 'query', summary: 'How long deliveries by bpost took, by region and agreement, against what was promised; and as CSV.', scope: 'bpost-delivery:read', input: z.strictObject({ from: daySchema, until: daySchema }),
      output: z.object({ lines: z.array(leadTimeLine), csv: z.string() }),
    },
    list: {
      kind: 'query', summary: 'What bpost has to deliver or still holds, the first to be delivered on top.', scope: 'bpost-delivery:read', input: z.strictObject({}),
      output: z.object({ deliveries: z.array(z.object({
        dossier, reference: z.string(), moment, state, custody, mayHandOver: z.boolean().describe('The card is here, and bpost expects it: it may be given to the courier.'),
        held: z.int().describe('Messages of bpost that wait for a person.'),
      })) }),
    },
    heldCount: {
      kind: 'query', summary: 'How many messages of bpost wait for a person, about cards that bpost expects or still holds.', scope: 'bpost-delivery:read', input: z.strictObject({}),
      output: z.object({ messages: z.int() }),
    },
    track: {
      kind: 'query', summary: 'Where the parcel with the card is, by the latest scan that bpost made of it.', scope: 'bpost-delivery:read', input: z.strictObject({ dossier }),
      output: z.object({ dossier, reference: z.string(), barcode: z.string(), known: z.boolean().describe('False when bpost has no such parcel yet, or not any more.'), latest: parcelScan.nullable() }),
    },
  },
  events: {
    announced: z.object({ dossier, start: z.int() }).describe('bpost expects the parcel, at this moment.'),
    refused: z.object({ dossier, reason: z.string() }).describe('bpost does not take this delivery.'),
    momentChanged: z.object({ dossier, start: z.int(), end: z.int() }).describe('bpost comes at another moment.'),
    attemptFailed: z.object({ dossier, reason: z.string(), at: z.int(), current: z.boolean().describe('False when a later message has overtaken it: it counts as an attempt and changes nothing else.') }).describe('bpost was at the door in vain.'),
    returned: z.object({ dossier }).describe('bpost brought the card back.'),
    lost: z.object({ dossier }).describe('bpost cannot find the card.'),
    handedOver: z.object({ dossier, employee: z.string() }).describe('The card left the municipality with an employee of bpost.'),
    employeeWithdrawn: z.object({ employee: z.string() }).describe('An employee of bpost may hand over no cards any more.'),
    messageHeld: z.object({ dossier, event: deliveryEvent, why: heldBecause }).describe('A message of bpost waits for a person: it cannot be followed as it is.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof bpostDelivery> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof bpostDelivery> {}
}
