import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const person = z.strictObject({ insz: inszSchema.describe('National register number (INSZ), 11 digits. In the body only: an address is logged.') });
const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit: `asked-by-citizen`.');

const classView = z.object({
  class: z.string(), what: z.string(), days: z.int().nullable().describe('In force here; null where nothing is counted.'),
  source: z.object({ kind: z.enum(['law', 'own choice']), text: z.string(), toConfirm: z.boolean() }),
});
const share = z.object({ class: z.string(), what: z.string(), table: z.string(), rows: z.int() });

const doubtful = z.array(z.object({ table: z.string(), row: z.string().describe('Its key.'), why: z.enum(['unreadable', 'name-only']) }))
  .describe('What may be about this person and stays: it cannot be opened, or holds no more than the name, which others have too. A dead letter is looked at and dismissed by its key.');

const known = z.uuid().nullable().describe('Our own id of the person; null when nothing but a blind index of the number is held.');

export const erasure = z.object({
  person: known,
  blockedBy: z.array(z.object({ table: z.string(), rows: z.int(), why: z.string() })).describe('What has to end first. Empty: it can be done.'),
  doubtful,
  goes: z.array(share),
  stays: z.array(share.extend({ why: z.string() })).describe('What the law keeps, or what leads to nobody any more.'),
});

/** How long everything is kept, and what one person may ask: to see it, and to be forgotten (GDPR art. 5, 15 and 17). */
export const retention = defineContract('retention', {
  title: 'Personal data is kept no longer than its class',
  config: z.strictObject({ days: z.record(z.string(), z.int()).optional().describe('Days by class, where this municipality differs from what is usual. Each class has its bounds.') }),
  uses: {},
  calls: [],
  actions: {
    classes: { kind: 'query', summary: 'Every class of data: how long it is kept here, and on what ground.', scope: 'retention:read', input: z.strictObject({}), output: z.object({ classes: z.array(classView) }) },
    keepTerms: {
      kind: 'command', summary: 'Carries the rules out now, as the job does every night: what has reached the limit of its class goes. The audit says how many rows of which class.', scope: 'retention:run',
      input: z.strictObject({ why }), output: z.object({ classes: z.array(z.object({ class: z.string(), rows: z.int() })).describe('What went; empty: nothing had reached its limit.') }),
    },
    exportPerson: {
      kind: 'command', summary: 'Everything that is held on one person (GDPR art. 15). Leaves an audit entry.', scope: 'retention:export', input: person.extend({ why }),
      output: z.object({
        exportedAt: z.int().describe('Business time, epoch milliseconds UTC.'), municipality: z.string(), person: known, doubtful,
        classes: z.array(classView.extend({ tables: z.array(z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })) })),
      }),
    },
    previewErasure: { kind: 'command', summary: 'What would go and what would stay if this person were forgotten. Leaves an audit entry.', scope: 'retention:erase', input: person.extend({ why }), output: erasure },
    erasePerson: { kind: 'command', summary: 'Forgets one person, at once and for good (GDPR art. 17).', scope: 'retention:erase', input: person.extend({ why, confirm: z.literal('for-good') }), output: erasure },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof retention> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof retention> {}
}
