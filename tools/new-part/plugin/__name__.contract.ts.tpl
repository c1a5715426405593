import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const dossier = z.uuid();

/** What others may know of this plugin: its settings, its actions, its events. Importing it runs nothing. */
export const __camel__ = defineContract('__name__', {
  title: 'Keeps notes with a dossier',
  config: z.strictObject({ most: z.int().min(1).max(100).default(20).describe('How many notes one dossier may have.') }),
  uses: {},
  calls: [],
  actions: {
    // Scopes that roles have already. One of its own (`__name__:keep`) also goes to the roles of the house.
    keep: {
      kind: 'command', summary: 'Keeps a note with a dossier.', scope: 'request:open',
      input: z.strictObject({ dossier, note: z.string().trim().min(1).max(500) }), output: z.object({ note: z.uuid() }),
    },
    list: {
      kind: 'query', summary: 'The notes of a dossier, the oldest first.', scope: 'journey:read', input: z.strictObject({ dossier }),
      output: z.object({ notes: z.array(z.object({ note: z.uuid(), text: z.string(), keptAt: z.int().describe('Epoch milliseconds UTC.') })) }),
    },
  },
  // References only, never personal data.
  events: { kept: z.object({ dossier, note: z.uuid() }) },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof __camel__> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof __camel__> {}
}
