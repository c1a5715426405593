import { z } from 'zod';

/** How a municipality sets the sandbox up: it needs nothing. */
export const __camel__Config = z.strictObject({});
