import { z } from 'zod';
import { paymentMethod } from '#connectors/payment/payment.port.ts';
import { citizenLogin } from '#connectors/citizen-login/citizen-login.port.ts';
import { citizenVersion, crm, mediumSchema, representative } from '#connectors/crm/crm.port.ts';
import { disabilityRegister } from '#connectors/disability-register/disability-register.port.ts';
import { eidTool } from '#connectors/eid-tool/eid-tool.port.ts';
import { appointmentView, purposeSchema } from '#plugins/appointments/appointments.contract.ts';
import { paymentView, refundView } from '#plugins/payment/payment.contract.ts';
import { addressSchema } from '#services/belgium/address.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { webAddressSchema } from '#services/belgium/web-address.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { groundSchema } from '#services/journey/ground.ts';
import { dossierView, timelineStep } from '#services/journey/journey.contract.ts';

const dossier = z.uuid();
const credential = z.object({ token: z.string(), expiresAt: z.int(), dossier });
/** E.164, spaces allowed. */
const mobileSchema = z.string().max(20).regex(/^\+?[0-9][0-9 ]{6,}$/, 'a telephone number has digits only: +32470123456');
/** Who said so: nobody is asked for documents (J2). */
export const declaredBy = z.enum(['citizen', 'representative', 'clerk']);

/** The request on the municipality's website, or by a clerk on the telephone (J4). */
export const request = defineContract('request', {
  title: 'Lets citizens ask for a visit, follow their dossier and change their mind',
  config: z.strictObject({
    credentialMinutes: z.int().min(5).max(240).default(60).describe('How long a citizen stays logged in.'),
    minimumAge: z.int().min(0).max(18).default(12).describe('Below this age nobody is visited for a card.'),
    representativeUnderAge: z.int().min(12).max(21).default(18).describe('Below this age a parent or guardian must be present.'),
    changeUntilHours: z.int().min(0).default(12).describe('Until how many hours before a visit the citizen may move or cancel it.'),
  }),
  uses: { citizenLogin, crm, eidTool, disabilityRegister },
  calls: [
    'invitation.redeem', 'identity.issueCitizenCredential', 'appointments.offer', 'appointments.hold', 'appointments.extend', 'appointments.confirm', 'appointments.move', 'appointments.cancel',
    'appointments.ofDossier', 'payment.quote', 'payment.begin', 'payment.ofDossier', 'delivery.plan', 'delivery.show',
  ],
  actions: {
    enter: { kind: 'command', summary: 'Exchanges a personal code for a credential that opens one dossier.', scope: 'request:enter', input: z.strictObject({ code: z.string().min(4).max(40) }), output: credential },
    startLogin: {
      kind: 'command', summary: 'Begins a login with the present eID.', scope: 'request:enter',
      input: z.strictObject({ returnUrl: webAddressSchema, language: languageSchema }), output: z.object({ url: z.url().describe('Send the citizen there.'), login: z.uuid() }),
    },
    finishLogin: {
      kind: 'command', summary: 'Ends a login; answers a credential for the citizen\'s open dossier, which is opened when there is none.', scope: 'request:enter',
      input: z.strictObject({ login: z.uuid(), state: z.string().max(200), code: z.string().max(500), iss: z.string().max(500).optional().describe('Who answered, as it stood at the return address (RFC 9207); demanded where the login service says that it names itself.') }), output: credential,
    },
    openFor: {
      kind: 'command', summary: 'A clerk opens (or finds) the dossier of a citizen on the telephone.', scope: 'request:open',
      input: z.strictObject({ insz: inszSchema.describe('National register number, 11 digits.'), why: z.enum(['citizen-called', 'representative-called', 'at-counter']) }), output: z.object({ dossier }),
    },
    overview: {
      kind: 'query', summary: 'Everything that is known already, and what there is to choose.', scope: 'request:read',
      input: z.strictObject({ dossier }),
      output: z.object({
        dossier, state: dossierView.shape.state, expiresOn: daySchema,
        citizen: z.object({
          firstName: z.string(), lastName: z.string(), language: languageSchema, address: addressSchema, email: z.string().nullable(), mobile: z.string().nullable(),
          preferredMedium: mediumSchema.nullable(), whatsappOptIn: z.boolean(),
          version: citizenVersion.describe('Names what is shown here: give it back with newer contact data.'),
        }),
        representative: representative.nullable(),
        representativeMustBePresent: z.boolean(),
        grounds: z.array(z.object({ ground: groundSchema, amount: z.int().describe('Euro cents.'), methods: z.array(paymentMethod), known: z.boolean().describe('Known to us already; nothing has to be declared.') })),
      }),
    },
    citizen: {
      kind: 'query', summary: 'Whose dossier this is, and how he or she can be reached, as the CRM has it.', scope: 'request:read', input: z.strictObject({ dossier }),
      output: z.object({
        citizen: z.object({
          firstName: z.string(), lastName: z.string(), birthDate: daySchema.nullable(), language: languageSchema, address: addressSchema,
          email: z.string().nullable(), mobile: z.string().nullable(), phone: z.string().nullable(), preferredMedium: mediumSchema.nullable(),
          reachable: z.boolean().describe('False when the citizen has died or has left.'),
        }).nullable().describe('Null when the CRM does not know the citizen any more.'),
        representative: representative.nullable(),
      }),
    },
    submit: {
      kind: 'command', summary: 'Asks for a visit at a chosen moment. Free: the visit is certain. Otherwise: answers where to pay.', scope: 'request:submit',
      input: z.strictObject({
        dossier, ground: groundSchema, start: instantSchema.describe('One of the offered moments, epoch milliseconds UTC.'),
        declaredBy: declaredBy.default('citizen'),
        method: paymentMethod.optional().describe('Required when there is a fee.'), returnUrl: webAddressSchema.optional(),
        contact: z.strictObject({
          version: citizenVersion.describe('Of the overview that the citizen saw: what was changed since is never overwritten.'),
          email: z.email().nullable().optional(), mobile: mobileSchema.nullable().optional(),
          preferredMedium: mediumSchema.optional(), whatsappOptIn: z.boolean().optional().describe('Whether the citizen agrees to messages over WhatsApp.'),
          representative: representative.optional(),
        }).optional().describe('Newer contact data, preferences, consent or representative. What is left out stays as it is; null takes an address or number away.'),
      }),
      output: z.object({ state: dossierView.shape.state, appointment: appointmentView, payment: paymentView.nullable() }),
    },
    status: {
      kind: 'query', summary: 'Where the dossier stands, in plain words, and what comes next.', scope: 'request:read',
      input: z.strictObject({ dossier }),
      output: dossierView.extend({
        timeline: z.array(timelineStep.omit({ recordedAt: true })),
        next: z.object({ what: z.string(), by: z.int().nullable() }).nullable(),
        appointments: z.array(appointmentView), payments: z.array(paymentView),
        refund: refundView.nullable().describe('What the citizen who paid gets back by stopping; null while nothing is paid.'),
        may: z.object({ submit: z.boolean(), change: z.array(purposeSchema), withdraw: z.boolean() }),
      }),
    },
    changeMoment: {
      kind: 'command', summary: 'The citizen moves one of the visits.', scope: 'request:submit',
      input: z.strictObject({ dossier, purpose: purposeSchema, start: instantSchema }), output: z.object({ start: z.int(), end: z.int() }),
    },
    withdraw: {
      kind: 'command', summary: 'The citizen does not want home service any more.', scope: 'request:submit',
      input: z.strictObject({ dossier, reason: z.enum(['goes-to-counter', 'no-longer-needed', 'other']).default('other') }), output: z.object({ state: dossierView.shape.state }),
    },
    refer: {
      kind: 'command', summary: 'An official refers the citizen to the counter.', scope: 'request:refer',
      input: z.strictObject({ dossier, reason: z.string().regex(/^[a-z0-9-]{1,60}$/) }), output: z.object({ state: dossierView.shape.state }),
    },
  },
  events: {
    requested: z.object({ dossier, ground: groundSchema }).describe('The citizen asked for a visit.'),
    withdrawn: z.object({ dossier, reason: z.string() }).describe('The citizen does not want home service any more.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof request> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof request> {}
}
