import { z } from 'zod';
import { cardFileNames } from '#services/belgium/eid-card/card-files.ts';

/** What a reader in a process of its own is told to do, by system suites. */
export const deed = z.discriminatedUnion('deed', [
  z.strictObject({ deed: z.literal('state') }),
  /** As it happens by itself sooner or later. */
  z.strictObject({ deed: z.literal('collect-garbage') }),
  /** Answers when the reader is in this state. */
  z.strictObject({ deed: z.literal('until'), state: z.enum(['ready', 'no-card', 'absent']) }),
  z.strictObject({ deed: z.literal('read'), files: z.array(z.enum(cardFileNames)) }),
  z.strictObject({ deed: z.literal('run-script'), script: z.array(z.string()) }),
  z.strictObject({ deed: z.literal('verify-pin'), pin: z.string() }),
  z.strictObject({ deed: z.literal('change-pin'), pin: z.string(), next: z.string() }),
]);
export type Deed = z.output<typeof deed>;

export const message = z.strictObject({ id: z.int(), asked: deed });
/** `failed` is the name of an error. */
export const reply = z.strictObject({ id: z.int(), result: z.unknown().optional(), failed: z.string().optional() });
