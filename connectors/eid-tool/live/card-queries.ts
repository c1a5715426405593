import { rowsAmong } from '#connectors/sql-kit/rows-among.ts';
import { tableIn } from '#connectors/sql-kit/sql-dialects.ts';
import type { SqlDialect, SqlQuery, SqlValue } from '#connectors/sql-kit/sql-source.ts';
import { sinceMoment } from '#connectors/sql-kit/written-moments.ts';
import { writtenCardNumber, writtenInsz } from '#connectors/sql-kit/written-numbers.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Mapping } from './database-settings.ts';

/** So many cards in use that expire from a day up to and including another, by number, after one of them. */
export function cardsExpiring(dialect: SqlDialect, { cards }: Mapping, { from, until, after, rows }: { from: string; until: string; after: string | null; rows: number }): SqlQuery {
  const { quote, atMost } = dialect;
  const [number, expires] = [quote(cards.columns.cardNumber), quote(cards.columns.expiresOn)];
  const inUse = rowsAmong(dialect, cards.inUse);
  // Up to the day after, so that a day that is kept as a moment counts to its end.
  const conditions = [after === null ? `${number} IS NOT NULL` : `${number} > @after`, `${expires} >= @from`, `${expires} < @beyond`, ...inUse.conditions];
  return {
    text: `${selectCards(dialect, cards, atMost.afterSelect)} WHERE ${conditions.join(' AND ')} ORDER BY ${number}${atMost.atEnd}`,
    values: {
      rows: { type: 'number', value: rows }, from: { type: 'day', value: from }, beyond: { type: 'day', value: addDays(until, 1) }, ...(after !== null && { after: { type: 'ascii', value: after } satisfies SqlValue }), ...inUse.values,
    },
  };
}

/** The cards in use of one person. */
export function cardsHeldBy(dialect: SqlDialect, { cards }: Mapping, insz: string): SqlQuery {
  const inUse = rowsAmong(dialect, cards.inUse);
  return {
    text: `${selectCards(dialect, cards)} WHERE ${[`${dialect.quote(cards.columns.insz)} = @insz`, ...inUse.conditions].join(' AND ')}`,
    values: { insz: writtenInsz(insz, cards.inszWrittenAs), ...inUse.values },
  };
}

/** One row where the tool knows this card, in use or given back. */
export function cardKnown(dialect: SqlDialect, { cards }: Mapping, cardNumber: string): SqlQuery {
  const number = dialect.quote(cards.columns.cardNumber);
  return { text: `SELECT ${number} AS card_number FROM ${tableIn(dialect, cards.table)} WHERE ${number} = @card`, values: { card: writtenCardNumber(cardNumber, cards.cardNumberWrittenAs) } };
}

/** Renewals at the counter since a moment, and some of the day before it. */
export function renewalsSince(dialect: SqlDialect, { counterRenewals: { table, columns, momentsWrittenAs } }: Mapping, since: number): SqlQuery {
  const at = dialect.quote(columns.at);
  return {
    text: `SELECT ${dialect.quote(columns.cardNumber)} AS card_number, ${at} AS renewed_at FROM ${tableIn(dialect, table)} WHERE ${at} >= @since ORDER BY ${at}`,
    values: { since: sinceMoment(since, momentsWrittenAs) },
  };
}

function selectCards(dialect: SqlDialect, { table, columns }: Mapping['cards'], first = ''): string {
  const named = { card_number: columns.cardNumber, insz: columns.insz, kind: columns.kind, expires_on: columns.expiresOn, renewal: columns.renewal };
  return `SELECT ${first}${Object.entries(named).map(([name, column]) => `${dialect.quote(column)} AS ${name}`).join(', ')} FROM ${tableIn(dialect, table)}`;
}
