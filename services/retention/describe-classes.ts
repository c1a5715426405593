import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';
import { dossierClass } from '#services/journey/journey.retention.ts';

/** The classes as a table for `docs/retention.md`: a test keeps the two alike. */
export function describeClasses(classes: readonly RetentionClass[]): string {
  const rows = classes.map((each) => `| \`${each.id}\` | ${each.what} | ${termOf(each)} | ${each.tables.map(describeRule).join('<br>')} | ${sourceOf(each)} |`);
  return ['| class | what | how long | tables: from when, and what happens | source |', '|---|---|---|---|---|', ...rows].join('\n');
}

function termOf({ id, days, tables }: RetentionClass): string {
  if (!days) return tables.some(({ counted }) => counted.from === 'own-job') ? 'see source' : 'not counted';
  const withDossier = id !== dossierClass && tables.some(({ counted }) => counted.from === 'end-of-dossier') ? ', with the dossier at the latest' : '';
  return `${days.usual} ${days.usual === 1 ? 'day' : 'days'} (${days.least} to ${days.most})${withDossier}`;
}

function sourceOf({ source: { kind, text, toConfirm } }: RetentionClass): string {
  return `${kind}. ${text}${toConfirm ? ' **To be confirmed by the municipality\'s data protection officer.**' : ''}`;
}

/** Conditions on these tell what is under way from what is not: nothing for a register of processing. */
const machinery: ReadonlySet<string> = new Set(['long-text', 'instant']);

function describeRule({ table, only, counted, emptied, outlivesErasure }: TableRule): string {
  const which = only ? ` (${Object.entries(only).filter(([column]) => !machinery.has(table.columns[column]?.kind ?? '')).map(([column, value]) => `${column} ${describeValue(value)}`).join(', ')})` : '';
  const then = emptied ? 'what identifies is taken out, the row stays' : 'removed';
  return `\`${table.name}\`${which}: ${whenOf(counted, then)}${outlivesErasure === undefined ? '' : '; stays when a person is forgotten'}`;
}

function whenOf(counted: TableRule['counted'], then: string): string {
  if (counted.from === 'end-of-dossier') return `from the end of the dossier; ${then}`;
  if (counted.from === 'column') return `from \`${counted.column}\` (${counted.clock} time); ${then}`;
  if (counted.from === 'nothing-left') return `${then} when nothing of it is left in \`${counted.of.name}\``;
  if (counted.from === 'own-job') return `by the job \`${counted.job}\``;
  return `stays (${counted.why.replace(/\.$/, '')})`;
}

function describeValue(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'object' && 'in' in value && Array.isArray(value.in)) return value.in.join(' or ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
