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

export const authorisationTables = [authorisationRecords] as const;
