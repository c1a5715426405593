import { z } from 'zod';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { card } from '../eid-tool.port.ts';
import { demandCard, giveCard, type EidToolWorld } from './eid-tool-world.ts';

const nothing = z.strictObject({});
const keep = z.boolean().default(false).describe('Leaves what is known already of the card or its holder as it is.');
const mirrored = z.object({ dossier: z.string(), cardNumber: z.string(), state: z.string(), sequence: z.int(), at: z.int() });
const renewal = z.object({
  cardNumber: z.string(), dossier: z.string(), openedAt: z.int(),
  closed: z.object({ newCardNumber: z.string(), closedOn: z.string(), deliveredBy: z.enum(['official', 'bpost']) }).nullable(),
});

export function eidToolLevers(world: EidToolWorld, { lever, table }: SandboxMeans): Record<string, Lever> {
  const { cards, cardOfPerson, counterRenewals, renewals, dossiers, flags, spoilt, now } = world;
  return {
    'put-card': lever('Makes the tool know a card, as the one that its holder has now.', z.strictObject({ card, keep }), nothing, ({ card: given, keep: keeps }) => {
      const known = cards.get(given.cardNumber) !== undefined || cardOfPerson.get(given.insz) !== undefined;
      if (!keeps || !known) giveCard(world, given);
      return {};
    }),
    'renew-at-counter': lever('The holder renews the card at the counter.', z.strictObject({ cardNumber: cardNumberSchema }), nothing, ({ cardNumber }) => {
      demandCard(world, cardNumber);
      // A renewal that is under way is not begun anew.
      if (!counterRenewals.get(cardNumber)) counterRenewals.put(cardNumber, { at: now() });
      return {};
    }),
    'spoil-card': lever('The tool shows of this card something that nobody can read.', z.strictObject({ cardNumber: cardNumberSchema }), nothing, ({ cardNumber }) => {
      demandCard(world, cardNumber);
      spoilt.put(cardNumber, true);
      return {};
    }),
    cards: table('All cards, replaced ones included, oldest first.', z.object({ cards: z.array(card) }), () => ({ cards: cards.all().map(({ document }) => document) })),
    renewals: table('All renewals that we opened or closed, by the card that is renewed.', z.object({ renewals: z.array(renewal) }), () => ({
      renewals: renewals.all().map(({ id, document }) => ({ cardNumber: id, ...document })),
    })),
    dossiers: table('Our dossiers as the tool shows them.', z.object({ dossiers: z.array(mirrored) }), () => ({
      dossiers: dossiers.all().map(({ id, document }) => ({ dossier: id, ...document })),
    })),
    flags: table('Who is marked for home service.', z.object({ flags: z.array(z.object({ insz: z.string(), homeService: z.boolean() })) }), () => ({
      flags: flags.all().map(({ id, document }) => ({ insz: id, homeService: document })),
    })),
  };
}
