import { z } from 'zod';
import { dayCell, readCardNumber, readDay, readInsz, writtenCell } from '#connectors/sql-kit/read-cells.ts';
import { momentCell, readMoment } from '#connectors/sql-kit/written-moments.ts';
import { card } from '../eid-tool.port.ts';
import type { Mapping } from './database-settings.ts';

const cardRow = z.object({ card_number: writtenCell, insz: writtenCell, kind: writtenCell, expires_on: dayCell, renewal: writtenCell });
const numberRow = z.object({ card_number: z.unknown() });
const renewalRow = z.object({ card_number: writtenCell, renewed_at: momentCell });

/** One row: the card number as the tool writes it, and the card; undefined where nobody can read it. */
export function readCardRow(row: unknown, { kinds, renewals }: Mapping['cards']): { readonly written: string; readonly card: z.output<typeof card> | undefined } {
  const written = writtenCell.safeParse(numberRow.safeParse(row).data?.card_number).data ?? '';
  const said = cardRow.safeParse(row).data;
  if (!said) return { written, card: undefined };
  const read = card.safeParse({ cardNumber: said.card_number, insz: readInsz(said.insz), kind: meant(kinds, said.kind), expiresOn: readDay(said.expires_on ?? ''), renewal: meant(renewals, said.renewal) });
  return { written, card: read.data };
}

export function readRenewalRow(row: unknown, { momentsWrittenAs }: Mapping['counterRenewals']): { readonly cardNumber: string; readonly at: number } | undefined {
  const said = renewalRow.safeParse(row).data;
  const [cardNumber, at] = said ? [readCardNumber(said.card_number), readMoment(said.renewed_at, momentsWrittenAs)] : [];
  return cardNumber === undefined || at === undefined ? undefined : { cardNumber, at };
}

/** Which of our words the tool's word stands for. */
const meant = (words: Readonly<Record<string, readonly string[]>>, said: string): string | undefined => Object.entries(words).find(([, theirs]) => theirs.includes(said))?.[0];
