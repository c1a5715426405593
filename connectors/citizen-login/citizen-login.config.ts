import { z } from 'zod';

/** How a municipality sets this connector up: the sandbox needs nothing. */
export const citizenLoginConfig = z.strictObject({});
