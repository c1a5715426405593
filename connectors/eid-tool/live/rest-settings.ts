import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';

export const restSettings = z.strictObject({
  flavour: z.literal('rest').describe('JSON over HTTPS (eid-tool-v1.openapi.json).'),
  ...restPlace,
});
export type RestSettings = z.output<typeof restSettings>;
