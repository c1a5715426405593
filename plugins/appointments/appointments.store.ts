import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { Purpose } from './appointments.contract.ts';

export type VisitState = 'held' | 'confirmed' | 'cancelled' | 'lapsed' | 'kept' | 'missed';
/** Held or confirmed: at most one per dossier and purpose, by a unique constraint. A visit that has ended has its own id here. */
export const standing = 'standing';

/** Every moment that was ever held for a dossier. A postcode is all that it knows of where the citizen lives. */
export const visits = defineTable('appointments_visits', {
  id: column.id(),
  dossier: column.id(),
  purpose: column.text<Purpose>(20),
  standing: column.text(40),
  state: column.text<VisitState>(20),
  official: column.text(60),
  postcode: column.text(4),
  start: column.instant(),
  end: column.instant(),
  heldUntil: column.nullable(column.instant()),
  /** When it was last held: an older message does not undo a newer hold. */
  heldAt: column.instant(),
  createdAt: column.instant(),
  changedAt: column.instant(),
  /** Rises with each change of the moment, for calendars. */
  sequence: column.integer(),
  /** Why it ended. A code. */
  reason: column.nullable(column.text(60)),
}, {
  key: ['id'], unique: [['dossier', 'purpose', 'standing']], indexes: [['official', 'start'], ['state', 'heldUntil']],
});
export type Visit = Row<typeof visits>;

/**
 * One row per official and quarter of an hour that is taken: by a visit, or by the shortest travel after it. The unique key is what
 * makes double booking impossible, whatever the race.
 */
export const quarters = defineTable('appointments_quarters', {
  official: column.text(60),
  /** Quarters of an hour since 1970 UTC; Belgian clocks differ from UTC by whole hours. */
  quarter: column.integer(),
  visit: column.id(),
}, { key: ['official', 'quarter'], indexes: [['visit']] });

/** Touched by each transaction that plans a visit of this official on this day, so that they come one after the other. */
export const officialDays = defineTable('appointments_official_days', {
  official: column.text(60),
  day: column.day(),
  touchedBy: column.id(),
}, { key: ['official', 'day'] });

/** Addresses at which calendar programs read an official's calendar: one for each, and of its secret a hash only. */
export const feeds = defineTable('appointments_feeds', {
  official: column.text(60),
  /** SHA-256, base64url. */
  secretHash: column.text(43),
  since: column.instant(),
  until: column.instant(),
}, { key: ['official'], unique: [['secretHash']] });

export const appointmentTables = [visits, quarters, officialDays, feeds] as const;
