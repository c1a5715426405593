import type { Finding } from '#services/kernel/connector.ts';
import { tableIn } from './sql-dialects.ts';
import { recognitionsAfter } from './sql-queries.ts';
import type { Mapping, TableName } from './sql-settings.ts';
import { RegisterTrouble } from './register-trouble.ts';
import type { SqlQuery, SqlSource } from './sql-source.ts';
import { z } from 'zod';

const named = z.object({ name: z.string() });
const allowed = z.object({ may: z.string() });

/** Looks at what is reached, whether the mapping fits, and whether the login can do no more than it needs. It reads one row, and keeps nothing of it. */
export async function checkSqlRegister(source: SqlSource, mapping: Mapping, where: string, signal: AbortSignal): Promise<Finding[]> {
  const take = async (query: SqlQuery) => {
    const rows: unknown[] = [];
    for await (const row of source.rows(query, signal)) rows.push(row);
    return rows;
  };
  try {
    const fits = await findMissing(mapping, async (table) => (await take(source.dialect.columnsOf(table))).map((row) => named.parse(row).name));
    const findings: Finding[] = [{ what: 'reachability', ok: true, says: `${where} answers.` }, { what: 'credentials', ok: true, says: `${where} takes the login.` }, ...fits];
    if (fits.some(({ ok }) => !ok)) return findings;
    await take(recognitionsAfter(source.dialect, mapping, null, 1));
    if (source.dialect.rightsOver) findings.push(judgeRights(mapping.table, (await take(source.dialect.rightsOver(mapping.table))).map((row) => allowed.parse(row).may)));
    return findings;
  } catch (error) {
    if (error instanceof RegisterTrouble) return [{ what: error.what, ok: false, says: `${error.message}.` }];
    throw error;
  } finally {
    await source.close();
  }
}

async function findMissing(mapping: Mapping, columnsOf: (table: TableName) => Promise<readonly string[]>): Promise<Finding[]> {
  const wanted = [
    { table: mapping.table, columns: [...Object.values(mapping.columns), ...mapping.counting.map(({ column }) => column)] },
    ...(mapping.replacedNumbers ? [{ table: mapping.replacedNumbers.table, columns: Object.values(mapping.replacedNumbers.columns) }] : []),
  ];
  const findings: Finding[] = [];
  for (const { table, columns } of wanted) {
    const place = tableIn({ quote: (name) => name }, table);
    const there = new Set((await columnsOf(table)).map((name) => name.toLowerCase()));
    const missing = columns.filter((name) => !there.has(name.toLowerCase()));
    if (there.size === 0) findings.push({ what: 'mapping', ok: false, says: `${place} is not there, or the login may not see it.` });
    else if (missing.length > 0) findings.push({ what: 'mapping', ok: false, says: `${place} has no column ${missing.map((name) => `'${name}'`).join(', ')}: correct the mapping.` });
    else findings.push({ what: 'mapping', ok: true, says: `${place} has every column of the mapping.` });
  }
  return findings;
}

function judgeRights(table: TableName, rights: readonly string[]): Finding {
  const place = tableIn({ quote: (name) => name }, table);
  if (rights.length === 0) return { what: 'rights', ok: true, says: `The login reads ${place} and changes nothing.` };
  return { what: 'rights', ok: false, says: `The login could do more than read ${place} (${rights.join(', ')}): give it SELECT alone.` };
}
