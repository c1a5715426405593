import type { RetentionClass, TableRule } from '#services/kernel/retention.ts';
import { dossierClass } from '#services/journey/journey.retention.ts';

/** The classes for `docs/retention.md`, how long at a glance and then each of them: a test keeps the two alike. */
export function describeClasses(classes: readonly RetentionClass[]): string {
  const rows = classes.map((each) => `| \`${each.id}\` | ${termOf(each)} | ${groundOf(each)} |`);
  return [['| class | how long | ground |', '|---|---|---|', ...rows].join('\n'), ...classes.map(describeClass)].join('\n\n');
}

function describeClass(each: RetentionClass): string {
  const tables = each.tables.map((rule) => `- ${describeRule(rule)}.`).join('\n');
  return `### \`${each.id}\`\n\n${each.what}. ${capital(termOf(each))}.\n\n${tables}\n\n${capital(groundOf(each))}. ${each.source.text}`;
}

const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function termOf({ id, days, tables }: RetentionClass): string {
  if (!days) return tables.some(({ counted }) => counted.from === 'own-job') ? 'as told below' : 'stays';
  const withDossier = id !== dossierClass && tables.some(({ counted }) => counted.from === 'end-of-dossier') ? ', with the dossier at the latest' : '';
  return `${days.usual} ${days.usual === 1 ? 'day' : 'days'} (${days.least} to ${days.most})${withDossier}`;
}

function groundOf({ source: { kind, toConfirm } }: RetentionClass): string {
  return `${kind}${toConfirm ? ', to be confirmed' : ''}`;
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
  return `stays: ${counted.why.slice(0, 1).toLowerCase()}${counted.why.slice(1).replace(/\.$/, '')}`;
}

function describeValue(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'object' && 'in' in value && Array.isArray(value.in)) return value.in.join(' or ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
