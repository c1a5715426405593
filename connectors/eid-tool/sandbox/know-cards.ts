import type { EidToolConfig } from '../eid-tool.config.ts';
import type { EidToolOperations, EidToolWorld } from './eid-tool-world.ts';

/** What the tool tells: cards that expire, the card of a citizen, renewals at the counter. A card that was replaced expires no more. */
export function cardsOf({ cards, cardOfPerson, counterRenewals, spoilt }: EidToolWorld, { pageSize }: EidToolConfig): Pick<EidToolOperations, 'expiringCards' | 'cardOf' | 'renewalsAtCounter'> {
  return {
    expiringCards: {
      act: ({ from, until, after }) => {
        const left = cards.all().map(({ document }) => document)
          .filter(({ cardNumber, expiresOn }) => expiresOn >= from && expiresOn <= until && (after === null || cardNumber > after))
          .filter(({ cardNumber, insz }) => cardOfPerson.get(insz) === cardNumber)
          .toSorted((a, b) => (a.cardNumber < b.cardNumber ? -1 : 1));
        const page = left.slice(0, pageSize);
        const readable = page.filter(({ cardNumber }) => !spoilt.get(cardNumber));
        return { cards: readable, unreadable: page.length - readable.length, next: left.length > pageSize ? page.at(-1)?.cardNumber ?? null : null };
      },
    },
    cardOf: { act: ({ insz }) => ({ card: cards.get(cardOfPerson.get(insz) ?? '') ?? null }) },
    renewalsAtCounter: {
      act: ({ since }) => ({
        renewals: counterRenewals.all().map(({ id, document: { at } }) => ({ cardNumber: id, at })).filter(({ at }) => at >= since).toSorted((a, b) => a.at - b.at),
      }),
    },
  };
}
