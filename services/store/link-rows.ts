import { QueryTypes } from 'sequelize';
import type { Chain, Link, Linked, LinkRows } from '#services/kernel/tables.ts';
import type { Table } from '#services/kernel/table.ts';
import { ask, type Access } from './ask-database.ts';
import { toDatabase } from './convert-rows.ts';

interface Asked { readonly chain: Chain; readonly municipality: string; readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly between: readonly string[] }

/**
 * Rows are put at the end of a chain in one statement, which computes their numbers and hashes where the end stands: it is held for this statement and the commit,
 * and not for as many questions and answers as there are steps. Only PostgreSQL has it; whoever finds nothing here goes step by step.
 */
export function linkingOf(access: Access, municipality: string): { readonly link?: LinkRows } {
  if (access.unit === undefined || access.sequelize.getDialect() !== 'postgres') return {};
  return {
    link: async (chain, links) => {
      const rows = links.map(({ row }) => rowOf(access, chain, municipality, row));
      const { sql, bind } = linkSql({ chain, municipality, rows, between: links.map(({ between }) => between) });
      const linked = await ask(access, (inside) => access.sequelize.query<Answer>(sql, { bind, type: QueryTypes.SELECT, ...inside }));
      return linked.map(({ sequence, previous, hash }): Linked => ({ sequence: Number(sequence), previous, hash }));
    },
  };
}

interface Answer { readonly sequence: string; readonly previous: string; readonly hash: string }

/** What stands in the place of what the database computes: the row is checked as a whole. */
const computed = { sequence: 0, previous: '', hash: '' };

function rowOf({ sealer }: Access, { entries }: Chain, municipality: string, row: Link['row']): Record<string, unknown> {
  const written = toDatabase(sealer, entries, municipality, { ...row, ...computed });
  return Object.fromEntries(ownColumns(entries).map((name) => [name, written[name] ?? null]));
}

const ownColumns = ({ columns }: Table) => Object.keys(columns).filter((name) => !(name in computed));

/**
 * `head` waits for whoever has the end, and then reads what that one left there. `moved` may not fail unseen: where the end was not moved nothing is answered.
 * The hash is that of `hashOf` in services/audit: a field is its length, a colon and itself; the number comes first, the hash before it last.
 */
export function linkSql({ chain: { entries, head }, municipality, rows, between }: Asked): { readonly sql: string; readonly bind: unknown[] } {
  const bind: unknown[] = [municipality];
  const given = (value: unknown, type: string) => `$${bind.push(value)}::${type}`;
  const names = ownColumns(entries);
  const typeOf = (name: string) => (['integer', 'instant'].includes(entries.columns[name]?.kind ?? '') ? 'bigint' : 'text');
  const values = rows.map((row, index) => `(${[String(index + 1), given(between[index], 'text'), ...names.map((name) => given(row[name], typeOf(name)))].join(', ')})`);
  const columns = names.map((name) => `"${name}"`).join(', ');
  const number = '(linked.sequence + 1)::text';
  const sql = `WITH RECURSIVE given (n, between_them, ${columns}) AS (VALUES ${values.join(', ')}),
    head AS (SELECT sequence, hash FROM "${head.name}" WHERE municipality = $1 AND name = 'head' FOR UPDATE),
    linked (n, sequence, previous, hash) AS (
      SELECT 0, sequence, NULL::text, hash::text FROM head
      UNION ALL
      SELECT given.n, linked.sequence + 1, linked.hash,
        encode(sha256(convert_to(length(${number}) || ':' || ${number} || '|' || given.between_them || '|' || length(linked.hash) || ':' || linked.hash, 'UTF8')), 'hex')
      FROM linked JOIN given ON given.n = linked.n + 1),
    moved AS (
      UPDATE "${head.name}" SET sequence = last.sequence, hash = last.hash FROM (SELECT sequence, hash FROM linked ORDER BY n DESC LIMIT 1) AS last
      WHERE municipality = $1 AND name = 'head' RETURNING name),
    added AS (
      INSERT INTO "${entries.name}" (municipality, sequence, previous, hash, ${columns})
      SELECT $1, linked.sequence, linked.previous, linked.hash, ${names.map((name) => `given."${name}"`).join(', ')} FROM linked JOIN given ON given.n = linked.n
      RETURNING sequence, previous, hash)
    SELECT added.sequence, added.previous, added.hash FROM added, moved ORDER BY added.sequence`;
  return { sql, bind };
}
