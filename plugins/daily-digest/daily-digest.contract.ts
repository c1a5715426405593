import { z } from 'zod';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { defineContract } from '#services/kernel/contract.ts';

/** What waits for a person, told every morning to who looks after the service. Figures and names of systems only: a mailbox is no place for citizens. */
export const dailyDigest = defineContract('daily-digest', {
  title: 'Tells the administrators every morning by mail what failed and what runs out',
  config: z.strictObject({
    to: z.email().max(120).describe('A mailbox of the service, not of one person.'),
    language: languageSchema.default('nl').describe('Language of the mail.'),
    always: z.boolean().default(false).describe('Also when there is nothing to tell: so that silence means that something is wrong.'),
    certificateDays: z.int().min(7).max(365).default(60).describe('So many days before a certificate ends it is told.'),
  }),
  uses: { messaging },
  calls: ['exceptions.list', 'dead-letters.list', 'outbox.switches', 'outbox.certificates'],
  actions: {},
  events: {},
});
