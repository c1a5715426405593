import { z } from 'zod';
import type { productionStatus } from '#connectors/biza/biza.port.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import type { Because } from './judge-deliverer.ts';

export type ProductionStatus = z.output<typeof productionStatus>;
export type OldCard = 'not-yet' | 'taken-in' | 'missing';
export type CodeState = 'none' | 'requested' | 'chosen' | 'failed';
export type ActivationState = 'none' | 'opening' | 'relaying' | 'confirming' | 'active' | 'failed';

/** The delivery of a dossier's card: by whom and when. */
export const deliveries = defineTable('delivery_deliveries', {
  dossier: column.id(),
  /** The order in force: a card that was lost is ordered again. */
  order: column.text(100),
  by: column.nullable(column.text<Deliverer>(20)),
  /** Why this deliverer. */
  because: column.nullable(column.text<Because>(30)),
  start: column.nullable(column.instant()),
  end: column.nullable(column.instant()),
  attempts: column.integer(),
  /** Was bpost ever asked? Then there may be something to call off, or to ask back. */
  bpostAsked: column.flag(),
  bizaClosedAt: column.nullable(column.instant()),
  eidToolClosedAt: column.nullable(column.instant()),
  crmClosedAt: column.nullable(column.instant()),
}, { key: ['dossier'] });
export type Delivery = Row<typeof deliveries>;

/** Cards ordered at BiZa. */
export const cards = defineTable('delivery_cards', {
  order: column.text(100),
  dossier: column.id(),
  /** What BiZa last said. */
  status: column.text<ProductionStatus>(20),
  expectedOn: column.day(),
  /** When a person at the town hall had the very card in hand. */
  arrivedAt: column.nullable(column.instant()),
  /** On this day an unclaimed card is destroyed. */
  claimBefore: column.nullable(column.day()),
  warnedAt: column.nullable(column.instant()),
  activatedAt: column.nullable(column.instant()),
  /** Lost, destroyed, or handed out at the counter: not followed any more. The end of its dossier ends no card. */
  endedAt: column.nullable(column.instant()),
  personal: column.sealed(z.object({ cardNumber: z.string() })),
}, { key: ['order'], bound: ['dossier'], indexes: [['dossier'], ['endedAt', 'arrivedAt'], ['claimBefore']] });
export type Card = Row<typeof cards>;

/** The steps at the door, one row per visit. They survive a reload, and a new session with the device. */
export const handovers = defineTable('delivery_handovers', {
  id: column.id(),
  dossier: column.id(),
  number: column.integer(),
  /** Session of the device bridge. */
  visit: column.id(),
  device: column.text(100),
  holder: column.text<'official' | 'bpost-employee'>(20),
  reference: column.text(100),
  startedAt: column.instant(),
  endedAt: column.nullable(column.instant()),
  document: column.nullable(column.text(30)),
  oldCard: column.text<OldCard>(20),
  code: column.text<CodeState>(20),
  /** Reference to the chosen code in the vault, until BiZa has it. */
  codeSealed: column.nullable(column.id()),
  activation: column.text<ActivationState>(20),
  /** The effect that the next step waits for. */
  effect: column.nullable(column.id()),
  /** When the script went to the card, while its answer is awaited. */
  relayedAt: column.nullable(column.instant()),
  /** BiZa's activation and its script of command APDUs for this one card. */
  script: column.nullable(column.sealed(z.object({ activation: z.string(), chip: z.string().nullable().default(null), commands: z.array(z.string()) }))),
}, { key: ['id'], bound: ['dossier'], unique: [['dossier', 'number']], indexes: [['visit']] });
export type Handover = Row<typeof handovers>;

/** Failed attempts, each once whoever tells it: `visit:<id>`; of bpost one per day, told by the employee here, by bpost's message, or both. */
export const failedAttempts = defineTable('delivery_failed_attempts', {
  order: column.text(100),
  what: column.text(60),
  at: column.instant(),
}, { key: ['order', 'what'] });

export const deliveryTables = [deliveries, cards, handovers, failedAttempts] as const;
