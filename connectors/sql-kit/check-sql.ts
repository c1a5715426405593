import { z } from 'zod';
import type { Finding } from '#services/kernel/connector.ts';
import { tableIn } from './sql-dialects.ts';
import type { TableName } from './sql-settings.ts';
import type { Right, SqlQuery, SqlSource } from './sql-source.ts';
import { SqlTrouble } from './sql-trouble.ts';

const named = z.object({ name: z.string() });
const allowed = z.object({ may: z.string() });

/** What is used of a table or view: its columns, and what the login may do with it. */
export interface TableUse { readonly table: TableName; readonly columns: readonly string[]; readonly may: readonly ('SELECT' | 'INSERT')[] }

export interface SqlCheck {
  readonly source: SqlSource;
  /** As in a sentence: `SQL Server db:1433`. */
  readonly where: string;
  readonly uses: readonly TableUse[];
  /** What is asked at work, asked once so that it is seen to work; nothing of the answer is kept. */
  readonly probes: readonly { readonly query: SqlQuery; readonly judge?: (rows: readonly unknown[]) => readonly Finding[] }[];
  readonly signal: AbortSignal;
}

/** Looks at what is reached, whether the mapping fits, and whether the login can do no more than it needs. */
export async function checkSql({ source, where, uses, probes, signal }: SqlCheck): Promise<Finding[]> {
  const take = async (query: SqlQuery) => {
    const rows: unknown[] = [];
    for await (const row of source.rows(query, signal)) rows.push(row);
    return rows;
  };
  try {
    const fits: Finding[] = [];
    for (const use of uses) fits.push(judgeColumns(use, (await take(source.dialect.columnsOf(use.table))).map((row) => named.parse(row).name)));
    const findings: Finding[] = [{ what: 'reachability', ok: true, says: `${where} answers.` }, { what: 'credentials', ok: true, says: `${where} takes the login.` }, ...fits];
    if (fits.some(({ ok }) => !ok)) return findings;
    for (const { query, judge = () => [] } of probes) findings.push(...judge(await take(query)));
    for (const use of uses) if (source.dialect.rightsOver) findings.push(...judgeRights(use, (await take(source.dialect.rightsOver(use.table, beyond(use)))).map((row) => allowed.parse(row).may)));
    return findings;
  } catch (error) {
    if (error instanceof SqlTrouble) return [{ what: error.what, ok: false, says: `${error.message}.` }];
    throw error;
  } finally {
    await source.close();
  }
}

function judgeColumns({ table, columns }: TableUse, found: readonly string[]): Finding {
  const place = tableIn({ quote: (name) => name }, table);
  const there = new Set(found.map((name) => name.toLowerCase()));
  const missing = columns.filter((name) => !there.has(name.toLowerCase()));
  if (there.size === 0) return { what: 'mapping', ok: false, says: `${place} is not there, or the login may not see it.` };
  if (missing.length > 0) return { what: 'mapping', ok: false, says: `${place} has no column ${missing.map((name) => `'${name}'`).join(', ')}: correct the mapping.` };
  return { what: 'mapping', ok: true, says: `${place} has every column of the mapping.` };
}

const beyond = ({ may }: TableUse): readonly Right[] => [...(may.includes('INSERT') ? [] : ['INSERT' as const]), 'UPDATE', 'DELETE', 'ALTER'];
const does = ({ may }: TableUse): string => (may.includes('INSERT') ? 'read and add to' : 'read');

function judgeRights(use: TableUse, rights: readonly string[]): Finding[] {
  const place = tableIn({ quote: (name) => name }, use.table);
  if (rights.length === 0) return [{ what: 'rights', ok: true, says: use.may.includes('INSERT') ? `The login reads ${place}, adds to it, and changes nothing.` : `The login reads ${place} and changes nothing.` }];
  const grant = use.may.includes('INSERT') ? 'give it SELECT and INSERT alone' : 'give it SELECT alone';
  return [{ what: 'rights', ok: false, says: `The login could do more than ${does(use)} ${place} (${rights.join(', ')}): ${grant}.` }];
}
