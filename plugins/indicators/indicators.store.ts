import type { Deliverer, Ground } from '#services/journey/ground.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { Measure } from './measures.contract.ts';

/** No day of anybody: what still stands stands until then. */
export const stillStanding = '9999-12-31';

/** What was measured of a dossier. All of it follows from its history and the facts below; nothing of it is personal. */
export const measured = defineTable('indicators_measured', {
  dossier: column.id(),
  measure: column.text<Measure>(40),
  /** A dossier may stand, or be complained about, more than once. */
  part: column.integer(),
  ground: column.text<Ground | 'none'>(30),
  deliverBy: column.text<Deliverer | 'none'>(20),
  /** Reference of the official whose work it was; `none` where nobody's. */
  official: column.text(100),
  /** Day on which what is measured began. */
  begun: column.day(),
  /** Day on which it counts; of what stands the first one. */
  day: column.day(),
  /** Of what stands: the first day on which it does so no more. */
  until: column.day(),
  value: column.integer(),
}, { key: ['dossier', 'measure', 'part'], indexes: [['measure', 'day'], ['measure', 'until']] });
export type Measured = Omit<Row<typeof measured>, 'dossier'>;

/** Up to which line of its history a dossier has been counted. */
export const counted = defineTable('indicators_counted', {
  dossier: column.id(),
  sequence: column.integer(),
  openedOn: column.day(),
}, { key: ['dossier'], indexes: [['openedOn']] });

export type Grain = 'days' | 'month' | 'year';

/** How many there were: of a year or a month as a whole, and of a month day by day. A dossier of the past costs nothing here. */
export const tallies = defineTable('indicators_tallies', {
  measure: column.text<Measure>(40),
  ground: column.text<Ground | 'none'>(30),
  /** `any`: of whichever. */
  deliverBy: column.text<Deliverer | 'any'>(20),
  official: column.text(100),
  grain: column.text<Grain>(10),
  /** `2026`, or `2026-11`. */
  period: column.text(7),
  /** How many of each value, `{"3":2}`; with the grain `days` for each day of the month, `{"07":{"3":2}}`. */
  counts: column.longText(),
}, { key: ['measure', 'ground', 'deliverBy', 'official', 'grain', 'period'] });

/** One unit of work at a time changes what was measured: it holds this row until its commit. */
export const turns = defineTable('indicators_turns', { name: column.text<'tallies' | 'caught-up'>(20), at: column.instant() }, { key: ['name'] });

/** What others told of dossiers: a complaint by its latest judgement. */
export const complaintFacts = defineTable('indicators_complaints', {
  complaint: column.id(),
  dossier: column.id(),
  /** Null while only its judgement has been heard of. */
  filedAt: column.nullable(column.instant()),
  tone: column.text<'positive' | 'neutral' | 'negative'>(20),
  tonedAt: column.instant(),
}, { key: ['complaint'], indexes: [['dossier'], ['filedAt']] });

/** A renewal at the counter of a card that had, or has, a dossier here; or none. */
export const renewalFacts = defineTable('indicators_renewals', {
  renewal: column.id(),
  dossier: column.nullable(column.id()),
  at: column.instant(),
}, { key: ['renewal'], indexes: [['dossier'], ['at']] });

export const indicatorTables = [measured, counted, tallies, turns, complaintFacts, renewalFacts] as const;
