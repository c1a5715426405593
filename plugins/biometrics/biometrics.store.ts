import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { Outcome } from './card-terms.ts';

/** Which fingers a citizen can use says something about health: sealed. */
export const capturePersonal = z.object({
  fingers: z.array(z.object({ finger, quality: z.int() })),
  unusable: z.array(finger),
  missed: z.array(z.object({ finger, times: z.int() })),
  /** Why fingerprints are impossible. */
  reason: z.string().nullable(),
});

/** Where the first visit of a dossier stands: all that a screen needs when it is loaded anew. */
export const captures = defineTable('biometrics_captures', {
  dossier: column.id(),
  /** Rises with every change, so that two changes never overwrite each other. */
  version: column.integer(),
  /** Visit session of the device bridge, with the official and the device that act in it. */
  visit: column.nullable(column.id()),
  official: column.text(100),
  device: column.text(100),
  identity: column.text<'unverified' | 'card' | 'other-document'>(20),
  asked: column.flag(),
  failure: column.nullable(column.text(100)),
  tries: column.integer(),
  outcome: column.nullable(column.text<Outcome>(40)),
  registration: column.text<'none' | 'sending' | 'registered' | 'verified' | 'rejected' | 'failed'>(20),
  /** The registration that counts: what comes back for an older one is ignored. */
  attempt: column.nullable(column.id()),
  /** The effect at BiZa that is under way. */
  effect: column.nullable(column.id()),
  /** Reference to the ciphertext in the vault, until BiZa has it. */
  sealed: column.nullable(column.id()),
  /** BiZa's reference of the registration. */
  reference: column.nullable(column.text(200)),
  rejection: column.nullable(column.text(80)),
  exception: column.nullable(column.text(100)),
  personal: column.sealed(capturePersonal),
}, { key: ['dossier'] });
export type Capture = Row<typeof captures>;

/** Orders of cards at BiZa: the second one takes the place of a card that was lost. */
export const orders = defineTable('biometrics_orders', {
  dossier: column.id(),
  number: column.integer(),
  state: column.text<'sending' | 'ordered' | 'failed'>(20),
  attempt: column.id(),
  effect: column.id(),
  procedure: column.text<'normal' | 'urgent'>(10),
  orderedAt: column.instant(),
  /** BiZa's reference. */
  order: column.nullable(column.text(200)),
  expectedOn: column.nullable(column.day()),
  exception: column.nullable(column.text(100)),
  personal: column.nullable(column.sealed(z.object({ cardNumber: z.string() }))),
}, { key: ['dossier', 'number'] });
export type Order = Row<typeof orders>;

export const biometricsTables = [captures, orders] as const;
