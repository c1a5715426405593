import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';

/** How a municipality reaches its CRM. */
export const crmSettings = z.strictObject(restPlace);
export type CrmSettings = z.output<typeof crmSettings>;
