import { z } from 'zod';

/** The sandbox needs nothing. */
export const eventStreamConfig = z.strictObject({});
