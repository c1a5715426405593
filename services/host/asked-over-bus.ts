import { z } from 'zod';

/** What one node asks of an agent whose line another node has, and what it is answered. */
export const askedOverBus = z.object({ device: z.string(), operation: z.string(), input: z.unknown(), key: z.uuid().nullable(), withinMs: z.int().min(1) });
export const answeredOverBus = z.discriminatedUnion('done', [z.object({ done: z.literal(true), result: z.unknown() }), z.object({ done: z.literal(false), why: z.string() })]);
