import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';

/** How a municipality reaches it. */
export const __camel__Settings = z.strictObject(restPlace);
export type __Pascal__Settings = z.output<typeof __camel__Settings>;
