import { z } from 'zod';
import { complaintSubject, crm } from '#connectors/crm/crm.port.ts';
import { defineContract, type ActionsOf } from '#services/kernel/contract.ts';

/** Complaints about the home service: taken in here, answered where the municipality answers all others. */
export const complaints = defineContract('complaints', {
  title: 'Takes in complaints about the home service and passes them on to the CRM',
  config: z.strictObject({}),
  uses: { crm },
  calls: [],
  actions: {
    file: {
      kind: 'command', summary: 'Passes a complaint about a dossier on to the CRM, where it is answered.', scope: 'complaints:file',
      input: z.strictObject({ dossier: z.uuid(), about: complaintSubject, text: z.string().trim().min(1).max(4000).describe('In the citizen\'s own words.') }),
      output: z.object({ complaint: z.uuid() }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof complaints> {}
}
