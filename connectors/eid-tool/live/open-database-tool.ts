import type { z } from 'zod';
import type { SqlSource, SqlValue } from '#connectors/sql-kit/sql-source.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { eidToolFailures, type card, type eidTool } from '../eid-tool.port.ts';
import { cardKnown, cardsExpiring, cardsHeldBy, renewalsSince } from './card-queries.ts';
import type { DatabaseSettings, Mapping } from './database-settings.ts';
import { handOver, lookAtClosing, rowsOf } from './hand-over.ts';
import { readCardRow, readRenewalRow } from './read-card-row.ts';
import { tellingTroubles } from './telling-troubles.ts';

type Side = PortImplementation<typeof eidTool> & AsyncDisposable;

const ascii = (value: string): SqlValue => ({ type: 'ascii', value });
const number = (value: number): SqlValue => ({ type: 'number', value });

/** The tool as its database: read by views, told by lines in a hand-over table. `realNow`: told_at is a time stamp on the wire. */
export function openDatabaseTool(source: SqlSource, { mapping, pageSize }: Pick<DatabaseSettings, 'mapping' | 'pageSize'>, realNow: () => number): Side {
  const { dialect } = source;
  const isKnown = async (cardNumber: string, signal: AbortSignal) => (await rowsOf(source, cardKnown(dialect, mapping, cardNumber), signal)).length > 0;
  const demandKnown = async (cardNumber: string, signal: AbortSignal): Promise<undefined> => {
    if (!await isKnown(cardNumber, signal)) throw eidToolFailures['unknown-card']();
  };
  return {
    expiringCards: (asked, { signal }) => tellingTroubles(() => pageOf(source, mapping, { ...asked, pageSize }, signal)),
    cardOf: ({ insz }, { signal }) => tellingTroubles(async () => {
      const held = (await rowsOf(source, cardsHeldBy(dialect, mapping, insz), signal)).map((row) => readCardRow(row, mapping.cards).card);
      // Two cards in use, or a row that nobody can read: which one it is is not ours to guess.
      if (held.length > 1 || held.some((one) => one?.insz !== insz)) throw eidToolFailures.unreadable();
      return { card: held[0] ?? null };
    }),
    renewalsAtCounter: ({ since }, { signal }) => tellingTroubles(async () => {
      const renewals = (await rowsOf(source, renewalsSince(dialect, mapping, since), signal)).map((row) => readRenewalRow(row, mapping.counterRenewals));
      // Whoever renews at the counter leaves home service: to pass one over would have two cards made.
      return { renewals: renewals.map((one) => { if (!one) throw eidToolFailures.unreadable(); return one; }).filter(({ at }) => at >= since).toSorted((a, b) => a.at - b.at) };
    }),
    openRenewal: ({ dossier, cardNumber }, call) => tellingTroubles(async () => {
      await handOver(source, mapping, 'openRenewal', { dossier: ascii(dossier), card_number: ascii(cardNumber) }, call, realNow(), () => demandKnown(cardNumber, call.signal));
      return {};
    }),
    setHomeServiceFlag: ({ insz, homeService }, call) => tellingTroubles(async () => {
      await handOver(source, mapping, 'setHomeServiceFlag', { insz: ascii(insz), home_service: number(homeService ? 1 : 0) }, call, realNow(), () => Promise.resolve(undefined));
      return {};
    }),
    mirrorDossier: ({ dossier, cardNumber, state, sequence, at }, call) => tellingTroubles(async () => {
      const line = { dossier: ascii(dossier), card_number: ascii(cardNumber), state: { type: 'text', value: state } as const, sequence: number(sequence), happened_at: number(at) };
      await handOver(source, mapping, 'mirrorDossier', line, call, realNow(), () => demandKnown(cardNumber, call.signal));
      return {};
    }),
    closeRenewal: ({ dossier, cardNumber, newCardNumber, closedOn, deliveredBy }, call) => tellingTroubles(async () => {
      const line = { dossier: ascii(dossier), card_number: ascii(cardNumber), new_card_number: ascii(newCardNumber), closed_on: { type: 'day', value: closedOn } as const, delivered_by: ascii(deliveredBy) };
      await handOver(source, mapping, 'closeRenewal', line, call, realNow(), async () => {
        await demandKnown(cardNumber, call.signal);
        if (await lookAtClosing(source, mapping, cardNumber, newCardNumber, call.signal) === 'done') return 'done';
        if (await isKnown(newCardNumber, call.signal)) throw eidToolFailures.refused();
        return undefined;
      });
      return {};
    }),
    [Symbol.asyncDispose]: () => source.close(),
  };
}

interface Asked { readonly from: string; readonly until: string; readonly after: string | null; readonly pageSize: number }

async function pageOf(source: SqlSource, mapping: Mapping, { from, until, after, pageSize }: Asked, signal: AbortSignal): Promise<{ cards: z.output<typeof card>[]; next: string | null; unreadable: number }> {
  const rows = (await rowsOf(source, cardsExpiring(source.dialect, mapping, { from, until, after, rows: pageSize + 1 }), signal)).map((row) => readCardRow(row, mapping.cards));
  const page = rows.slice(0, pageSize);
  const cards = page.flatMap((row) => (row.card ? [row.card] : []));
  // A cursor is the number as the tool writes it: it need not be one that we can read.
  const next = rows.length > pageSize ? page.at(-1)?.written ?? null : null;
  if (next !== null && next === after) throw eidToolFailures.unreadable();
  return { cards, next, unreadable: page.length - cards.length };
}
