import { z } from 'zod';
import { payment as paymentSystem, paymentMethod } from '#connectors/payment/payment.port.ts';
import { crm } from '#connectors/crm/crm.port.ts';
import { daySchema } from '#services/belgium/day.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { webAddressSchema } from '#services/belgium/web-address.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { groundSchema } from '#services/journey/ground.ts';

const dossier = z.uuid();
const fee = z.int().min(0).max(1_000_000).describe('Euro cents; 0 is free.');

const creditProblem = z.enum(['unknown-communication', 'wrong-amount', 'already-paid']);

export const paymentView = z.object({
  payment: z.uuid(), dossier, method: paymentMethod, amount: z.int().describe('Euro cents.'),
  state: z.enum(['starting', 'open', 'paid', 'failed', 'expired', 'cancelled', 'refunding', 'refunded']),
  checkoutUrl: z.url().nullable().describe('Where the citizen is sent to pay; null while starting, and for a transfer.'),
  transfer: z.object({ iban: z.string(), beneficiary: z.string(), communication: z.string() }).nullable(),
  expiresAt: z.int().describe('Epoch milliseconds UTC.'), paidAt: z.int().nullable(),
});

/** What the rule on cancellations says at this moment to who paid. */
export const refundView = z.object({
  owed: z.boolean().describe('Whether the fee is given back if the citizen stops now.'),
  until: z.int().nullable().describe('Until when it is, epoch milliseconds UTC; null: no visit is certain.'),
});

/** Fees and payments (J6), through the municipality's own payment system. */
export const payment = defineContract('payment', {
  title: 'Asks the fee for a visit and follows its payment',
  config: z.strictObject({
    fees: z.strictObject({ disability: fee.default(0), 'reduced-mobility': fee.default(0), 'limited-availability': fee.default(2500) }).prefault({}).describe('What a visit costs, by ground.'),
    methods: z.array(paymentMethod).min(1).default(['bancontact', 'online-banking', 'transfer']).describe('Ways of paying that are offered.'),
    onlineMinutes: z.int().min(5).max(60).default(20).describe('How long an online payment stays open.'),
    transferDays: z.int().min(1).max(30).default(5).describe('How long a transfer is waited for.'),
    description: z.record(languageSchema, z.string().max(140)).default({
      nl: 'eID aan huis', fr: 'eID à domicile', de: 'eID zu Hause', en: 'eID at home',
    }).describe('What the payment is for, as the citizen sees it while paying.'),
    refundUntilHours: z.int().min(0).default(24).describe('A cancellation later than this before the visit is not refunded.'),
  }),
  uses: { paymentSystem, crm },
  calls: ['appointments.ofDossier'],
  actions: {
    quote: {
      kind: 'query', summary: 'The fee for this dossier, and how it can be paid. What was paid already counts.', scope: 'payment:quote',
      input: z.strictObject({ dossier, ground: groundSchema }), output: z.object({ amount: fee, methods: z.array(paymentMethod) }),
    },
    begin: {
      kind: 'command', summary: 'Begins the payment of the fee; answers where to pay.', scope: 'payment:begin',
      input: z.strictObject({ dossier, method: paymentMethod, returnUrl: webAddressSchema }), output: paymentView,
    },
    ofDossier: { kind: 'query', summary: 'The payments of a dossier.', scope: 'payment:read', input: z.strictObject({ dossier }), output: z.object({ payments: z.array(paymentView), refund: refundView.nullable().describe('Null while nothing is paid.') }) },
    refund: { kind: 'command', summary: 'Pays a fee back, whatever the rule on cancellations says.', scope: 'payment:refund', input: z.strictObject({ payment: z.uuid(), reason: z.string().regex(/^[a-z0-9-]{1,60}$/) }), output: paymentView },
    unmatched: {
      kind: 'query', summary: 'Money that came in and belongs to no open payment, or of the wrong amount.', scope: 'payment:reconcile', input: z.strictObject({}),
      output: z.object({ credits: z.array(z.object({ bankReference: z.string(), amount: z.int(), valueDate: daySchema, problem: creditProblem })) }),
    },
    reconcile: {
      kind: 'query', summary: 'What the lines of a bank statement would pay; takes nothing in.', scope: 'payment:reconcile',
      input: z.strictObject({ lines: z.array(z.strictObject({ bankReference: z.string().max(200), amount: z.int().describe('Euro cents.'), valueDate: daySchema, communication: z.string().max(200).nullable() })).max(10_000) }),
      output: z.object({ verdicts: z.array(z.object({ bankReference: z.string(), takenInBefore: z.boolean(), problem: creditProblem.nullable() })) }),
    },
  },
  events: {
    begun: z.object({ payment: z.uuid(), dossier, method: paymentMethod, expiresAt: z.int() }).describe('A payment is open.'),
    transferRequested: z.object({
      payment: z.uuid(), dossier, amount: z.int(), iban: z.string(), beneficiary: z.string(), communication: z.string(), deadline: z.int().describe('Epoch milliseconds UTC.'),
    }).describe('A transfer is waited for: the citizen must be told where to and with which words.'),
    paid: z.object({ payment: z.uuid(), dossier, amount: z.int() }).describe('The fee is covered. Money that the dossier has no use for is given back without this event.'),
    expired: z.object({ payment: z.uuid(), dossier }).describe('The dossier\'s time to pay is over.'),
    failed: z.object({ payment: z.uuid(), dossier }).describe('A payment did not succeed; another one may be begun.'),
    refunded: z.object({ payment: z.uuid(), dossier, amount: z.int() }).describe('Money went back to who paid.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof payment> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof payment> {}
}
