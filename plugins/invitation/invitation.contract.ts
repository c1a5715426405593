import { z } from 'zod';
import { crm, mediumSchema } from '#connectors/crm/crm.port.ts';
import { disabilityRegister } from '#connectors/disability-register/disability-register.port.ts';
import { eidTool } from '#connectors/eid-tool/eid-tool.port.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const dossier = z.uuid();

/** Why an expiring card got no dossier. */
export const notOpened = z.enum([
  'has-dossier', 'renewing-at-counter', 'kids-id', 'foreigners-card', 'certificates-only', 'under-age', 'deceased-or-gone', 'number-unknown',
  'look-up-failed', 'unreadable-card',
]);

/** Daily expiry check (J1), grounds (J2) and the proactive invitation with its personal code (J3). */
export const invitation = defineContract('invitation', {
  title: 'Finds eIDs that expire soon and invites their holders to home service',
  config: z.strictObject({
    windowDays: z.int().min(1).max(365).default(90).describe('How many days before expiry a dossier is opened.'),
    reminderAfterDays: z.int().min(1).max(90).default(14).describe('Days without reaction after which a reminder goes out.'),
    letterAfterDays: z.int().min(1).max(180).default(28).describe('Days without reaction to anything digital after which a letter goes out.'),
    websiteUrl: z.url().describe('Where the pages for citizens are: the link of the invitation begins with it.'),
    lapseAfterExpiryDays: z.int().min(0).max(365).default(60).describe('Days after expiry after which a dossier without reaction lapses.'),
    minimumAge: z.int().min(0).max(18).default(12).describe('Fingerprints are taken from this age on.'),
  }),
  uses: { eidTool, crm, disabilityRegister },
  calls: ['communication.tell', 'payment.quote'],
  actions: {
    checkExpiry: {
      kind: 'command', summary: 'The daily check: opens a dossier for each eID that expires within the window. Safe to repeat.', scope: 'invitation:check',
      input: z.strictObject({ date: daySchema.optional().describe('Business day; today when left out.') }),
      output: z.object({
        date: daySchema, until: daySchema.describe('Last expiry day within the window.'), seen: z.int(),
        opened: z.array(z.object({ dossier, ground: z.string().nullable() })),
        notOpened: z.array(z.object({ reason: notOpened, count: z.int() })),
        renewedAtCounter: z.int(), lapsed: z.int(),
      }),
    },
    send: {
      kind: 'command', summary: 'Sends the invitation again, by another medium if wanted, with a fresh code.', scope: 'invitation:send',
      input: z.strictObject({ dossier, medium: mediumSchema.optional() }), output: z.object({ medium: mediumSchema.nullable() }),
    },
    redeem: {
      kind: 'command', summary: 'The dossier behind a personal code. Wrong codes answer alike and are counted.', scope: 'invitation:redeem',
      input: z.strictObject({ code: z.string().min(4).max(40) }), output: z.object({ dossier }),
    },
  },
  events: {
    invited: z.object({ dossier, medium: mediumSchema }).describe('The citizen was told that the card expires and that somebody can come.'),
    renewedAtCounter: z.object({ renewal: z.uuid(), dossier: dossier.nullable(), at: z.int() }).describe('The eID tool told of a renewal at the counter: of a card that has, or had, a dossier here, or of one that never had.'),
    reminded: z.object({ dossier, medium: mediumSchema }).describe('The citizen was told once more.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof invitation> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof invitation> {}
}
