import { column, defineTable, type Row } from '#services/kernel/table.ts';

export type Holder = 'municipality' | 'official' | 'bpost-employee' | 'device';
export type Act = 'capture-biometrics' | 'activate-card';

/** What BiZa last said about one holder and one act. References are staff and device codes, not citizens. */
export const authorisationRecords = defineTable('authorisations_records', {
  holder: column.text<Holder>(20),
  reference: column.text(100),
  act: column.text<Act>(30),
  validFrom: column.day(),
  validUntil: column.day(),
  withdrawn: column.flag(),
  /** Machine-independent business time of the answer. */
  checkedAt: column.instant(),
  /** The end for which a warning went out, so that it goes out once. */
  warnedFor: column.nullable(column.day()),
}, { key: ['holder', 'reference', 'act'], indexes: [['validUntil']] });
export type AuthorisationRecord = Row<typeof authorisationRecords>;

/** `unknown`: BiZa could not be asked that day. */
export type DayStatus = 'authorised' | 'refused' | 'unknown';

/** Day by day, whether BiZa let the municipality do an act at all: with somebody and some device. One row per act and day, also on days on which nobody works. */
export const authorisationDays = defineTable('authorisations_days', {
  act: column.text<Act>(30),
  day: column.day(),
  status: column.text<DayStatus>(12),
}, { key: ['act', 'day'], indexes: [['day']] });
export type AuthorisationDay = Row<typeof authorisationDays>;

/** The agreements of the municipality with BiZa, one after the other. */
export const agreements = defineTable('authorisations_agreements', {
  reference: column.text(60),
  validFrom: column.day(),
  validUntil: column.day(),
  /** Reference of who wrote it down last, and when. Business time. */
  recordedBy: column.text(100),
  recordedAt: column.instant(),
  /** The end for which a warning went out, so that it goes out once. */
  warnedFor: column.nullable(column.day()),
}, { key: ['reference'], indexes: [['validUntil']] });
export type Agreement = Row<typeof agreements>;

export const authorisationTables = [authorisationRecords, authorisationDays, agreements] as const;
