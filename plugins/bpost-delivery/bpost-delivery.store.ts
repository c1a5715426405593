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
  /** The recorded agreement that it counts against, and its region: null where the settings are the agreement. */
  agreement: column.nullable(column.id()),
  region: column.nullable(column.text(60)),
  /** When the municipality gave the card to bpost's courier. */
  handedToBpostAt: column.nullable(column.instant()),
  lastMessageAt: column.nullable(column.instant()),
}, { key: ['reference'], unique: [['dossier', 'round']], indexes: [['agreement', 'start']] });
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
}, { key: ['reference', 'sequence'], indexes: [['held']] });
/** As it is read by `messagesOf`. */
export type DeliveryMessage = Omit<Row<typeof messages>, 'said'>;

/** Agreements with bpost, as they were recorded. They are withdrawn, never changed: who wants another one records another one. */
export const agreements = defineTable('bpost_delivery_agreements', {
  id: column.id(),
  /** What the agreement itself is called, to find it back. */
  reference: column.text(80),
  region: column.text(60),
  /** Separated by spaces. */
  postcodes: column.longText(),
  firstDay: column.day(),
  lastDay: column.day(),
  /** Days between an order and the first moment. */
  leadDays: column.integer(),
  /** Days that may lie between request and delivery, the wait for the card apart. */
  promisedDays: column.integer(),
  /** Deliveries in each day or week; null where none was agreed. */
  capacity: column.nullable(column.integer()),
  capacityPer: column.nullable(column.text<'day' | 'week'>(10)),
  recordedAt: column.instant(),
  recordedBy: column.text(100),
  /** From this day on nothing is arranged under it any more. */
  withdrawnOn: column.nullable(column.day()),
  withdrawnBy: column.nullable(column.text(100)),
  withdrawnBecause: column.nullable(column.text(60)),
  /** Written by whoever takes of its capacity, so that two at the same time come one after the other. */
  takenAt: column.nullable(column.instant()),
}, { key: ['id'], indexes: [['lastDay']] });

/** Who of bpost was certified or lost it, each notice once and for good; what they mean together is judged anew each time. Staff of bpost by reference, no citizens. */
export const certifications = defineTable('bpost_delivery_certifications', {
  employee: column.text(20),
  /** `bpost:withdrawn:3` by the sequence of bpost's message, or `house:<id>` of what was recorded here. */
  notice: column.text(60),
  event: column.text<'certified' | 'withdrawn'>(10),
  /** When bpost decided it, or when it was recorded here. */
  decidedAt: column.instant(),
  recordedAt: column.instant(),
  recordedBy: column.text(100),
  /** Of bpost's message; null of what was recorded here. */
  sequence: column.nullable(column.integer()),
  firstDay: column.nullable(column.day()),
  lastDay: column.nullable(column.day()),
  /** Why it was withdrawn: a code. */
  reason: column.nullable(column.text(60)),
  /** Which training, and the number of the certificate: somebody's own words. */
  said: column.nullable(column.sealed(z.object({ training: z.string().nullable(), trainedOn: z.string().nullable(), evidence: z.string().nullable() }))),
}, { key: ['employee', 'notice'], indexes: [['lastDay']] });
export type Notice = Row<typeof certifications>;

/** Days as words of four figures (`0019`): databases count words alike, and sort these rightly. */
export function inFigures(days: number): string {
  return String(Math.min(days, 9_999)).padStart(4, '0');
}

/** How long each delivery by bpost took, written once when the card became the citizen's. */
export const leadTimes = defineTable('bpost_delivery_lead_times', {
  dossier: column.id(),
  agreement: column.nullable(column.id()),
  region: column.text(60),
  deliveredOn: column.day(),
  /** Days from the request to the delivery. */
  totalDays: column.text(4),
  /** Of these, days that were waited for the card. */
  productionDays: column.text(4),
  /** The others: what the agreement promises about. */
  ownDays: column.text(4),
  /** Of these, days in which bpost held the card. */
  withBpostDays: column.text(4),
  /** What the agreement promised then; null where none was. */
  promisedDays: column.nullable(column.integer()),
  withinPromise: column.nullable(column.flag()),
}, { key: ['dossier'], indexes: [['deliveredOn', 'region', 'totalDays']] });

export const bpostDeliveryTables = [arrangements, messages, agreements, certifications, leadTimes] as const;
