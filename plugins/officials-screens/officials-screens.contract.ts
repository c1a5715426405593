import { z } from 'zod';
import { defineContract } from '#services/kernel/contract.ts';

/** The eID tool's extended screens (U4): what officials do for a dossier, as pages and as elements. It has no actions: its pages ask those of other plugins as the official who looks. */
export const officialsScreens = defineContract('officials-screens', {
  title: 'Screens for officials: worklist, dossier, planning, visits, calls and exceptions',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {},
  events: {},
});
