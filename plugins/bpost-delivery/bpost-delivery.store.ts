import { z } from 'zod';
import type { deliveryEvent } from '#connectors/bpost/bpost.port.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { custody, heldBecause } from './bpost-delivery.contract.ts';

export type Custody = z.output<typeof custody>;
export type DeliveryEvent = z.output<typeof deliveryEvent>;
export type HeldBecause = z.output<typeof heldBecause>;
export type ArrangementState = 'arranging' | 'announced' | 'refused' | 'cancelled' | 'ended';

/** One arrangement with bpost. A card that came back, or a new card, gets a new one. */
export const arrangements = defineTable('bpost_delivery_arrangements', {
  /** Our reference of the delivery, as bpost knows it. Says nothing about the citizen. */
  reference: column.id(),
  dossier: column.id(),
  /** 1 for the first arrangement of a dossier. */
  round: column.integer(),
  state: column.text<ArrangementState>(20),
  /** The moment that was asked for, or that bpost told. */
  start: column.instant(),
  end: column.instant(),
  /** When we last asked for a moment: what bpost told before that does not overrule it. */
  momentSetAt: column.instant(),
  /** The moment that bpost last accepted. */
  agreedStart: column.nullable(column.instant()),
  agreedEnd: column.nullable(column.instant()),
  orderReference: column.nullable(column.text(100)),
  barcode: column.nullable(column.text(100)),
  custody: column.text<Custody>(20),
  /** When the municipality gave the card to bpost's courier. */
  handedToBpostAt: column.nullable(column.instant()),
  lastMessageAt: column.nullable(column.instant()),
}, { key: ['reference'], unique: [['dossier', 'round']] });
export type Arrangement = Row<typeof arrangements>;

/** Everything that bpost told about an arrangement, each message once. What it means is worked out anew each time. */
export const messages = defineTable('bpost_delivery_messages', {
  reference: column.id(),
  sequence: column.integer(),
  event: column.text<DeliveryEvent>(30),
  at: column.instant(),
  recordedAt: column.instant(),
  /** Empty: bpost may write anything there. On rows from before it was sealed, who said it. */
  employee: column.nullable(column.text(50)),
  reason: column.nullable(column.text(80)),
  start: column.nullable(column.instant()),
  end: column.nullable(column.instant()),
  /** Why it does not count (yet); null when it counts, which is for good. */
  held: column.nullable(column.text<HeldBecause>(30)),
  said: column.nullable(column.sealed(z.object({ employee: z.string().nullable() }))),
}, { key: ['reference', 'sequence'] });
/** As it is read by `messagesOf`. */
export type DeliveryMessage = Omit<Row<typeof messages>, 'said'>;

export const bpostDeliveryTables = [arrangements, messages] as const;
