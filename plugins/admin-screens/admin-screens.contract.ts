import { z } from 'zod';
import { defineContract } from '#services/kernel/contract.ts';

/** What administrators do (U2): plugins, connectors, dead letters, audit, devices. It has no actions: its pages ask those of the house as the administrator who looks. */
export const adminScreens = defineContract('admin-screens', {
  title: 'Screens for administrators: plugins, connectors, dead letters, audit, devices and terms',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {},
  events: {},
});
