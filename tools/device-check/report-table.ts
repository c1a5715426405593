/** One rule that a device was held against. */
export interface CheckRow {
  readonly what: string;
  /** `skipped`: could not be looked at, or nobody agreed to it. */
  readonly ok: boolean | 'skipped';
  /** What was seen, or why not: never data of a person. */
  readonly says: string;
}

const mark = (ok: CheckRow['ok']): string => (ok === 'skipped' ? 'skipped' : ok ? 'ok' : 'NOT OK');

/** As people read it: in columns. */
export function reportTable(rows: readonly CheckRow[]): string {
  const widest = Math.max(0, ...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, ok, says }) => `${mark(ok).padEnd(8)}${what.padEnd(widest + 2)}${says}`.trimEnd());
  const failed = rows.filter(({ ok }) => ok === false).length;
  return [...lines, '', failed === 0 ? 'all that was looked at is as it should be' : `${failed} of ${rows.length} are not as they should be`].join('\n');
}

export const allWell = (rows: readonly CheckRow[]): boolean => rows.every(({ ok }) => ok !== false);
