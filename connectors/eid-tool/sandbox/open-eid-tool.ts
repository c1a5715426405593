import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { addMonths } from '#services/belgium/day.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { defineLever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import { card, eidTool, eidToolFailures } from '../eid-tool.port.ts';

type Card = z.output<typeof card>;
interface Mirrored { readonly cardNumber: string; readonly state: string; readonly sequence: number; readonly at: number }

const pageSize = 100;
const nothing = z.strictObject({});
const keep = z.boolean().default(false).describe('Leaves what is known already as it is.');
const mirrored = z.object({ dossier: z.string(), cardNumber: z.string(), state: z.string(), sequence: z.int(), at: z.int() });

/** The municipality's eID management tool: which cards there are, who renews at the counter, and what we tell it. */
export function openEidTool(env: SandboxEnv<unknown>): OpenSandbox<typeof eidTool> {
  return openSandbox(eidTool, env, eidToolFailures, ({ file, now }) => {
    const cards = file.documents<Card>('card');
    const cardOfPerson = file.documents<string>('card-of-person');
    const renewals = file.documents<{ at: number }>('counter-renewal');
    const dossiers = file.documents<Mirrored>('dossier');
    const flags = file.documents<boolean>('home-service');
    const closed = file.documents<{ newCardNumber: string }>('closed-renewal');
    const demandCard = (cardNumber: string): Card => {
      const known = cards.get(cardNumber);
      if (!known) throw eidToolFailures['unknown-card']();
      return known;
    };
    const put = (added: Card) => {
      cards.put(added.cardNumber, added);
      cardOfPerson.put(added.insz, added.cardNumber);
    };

    return {
      operations: {
        expiringCards: {
          act: ({ from, until, after }) => {
            const found = cards.all().map(({ document }) => document)
              .filter(({ cardNumber, insz, expiresOn }) => expiresOn >= from && expiresOn <= until && cardOfPerson.get(insz) === cardNumber && (after === null || cardNumber > after))
              .toSorted((a, b) => a.cardNumber.localeCompare(b.cardNumber));
            const page = found.slice(0, pageSize);
            return { cards: page, next: found.length > pageSize ? page.at(-1)?.cardNumber ?? null : null };
          },
        },
        cardOf: { act: ({ insz }) => ({ card: cards.get(cardOfPerson.get(insz) ?? '') ?? null }) },
        renewalsAtCounter: {
          act: ({ since }) => ({
            renewals: renewals.all().map(({ id, document }) => ({ cardNumber: id, at: document.at })).filter(({ at }) => at >= since).toSorted((a, b) => a.at - b.at),
          }),
        },
        openRenewal: { act: ({ cardNumber }) => { demandCard(cardNumber); return {}; } },
        setHomeServiceFlag: { act: ({ insz, homeService }) => { flags.put(insz, homeService); return {}; } },
        mirrorDossier: {
          act: ({ dossier, ...told }) => {
            demandCard(told.cardNumber);
            // An older message never overwrites a newer one.
            if ((dossiers.get(dossier)?.sequence ?? 0) < told.sequence) dossiers.put(dossier, told);
            return {};
          },
        },
        closeRenewal: {
          act: ({ cardNumber, newCardNumber, closedOn }) => {
            const old = demandCard(cardNumber);
            put({ ...old, cardNumber: newCardNumber, expiresOn: addMonths(closedOn, 120) });
            closed.put(cardNumber, { newCardNumber });
            return {};
          },
        },
      },
      levers: {
        'put-card': defineLever('Makes the tool know a card, as the one that its holder has now.', z.strictObject({ card, keep }), nothing, ({ card: added, keep: keeps }) => {
          if (!keeps || (cards.get(added.cardNumber) === undefined && cardOfPerson.get(added.insz) === undefined)) put(added);
          return {};
        }),
        cards: defineLever('All cards.', nothing, z.object({ cards: z.array(card) }), () => ({ cards: cards.all().map(({ document }) => document) })),
        'renew-at-counter': defineLever('The holder renews the card at the counter.', z.strictObject({ cardNumber: cardNumberSchema }), nothing, ({ cardNumber }) => {
          demandCard(cardNumber);
          renewals.put(cardNumber, { at: now() });
          return {};
        }),
        dossiers: defineLever('Our dossiers as the tool shows them.', nothing, z.object({ dossiers: z.array(mirrored) }), () => ({
          dossiers: dossiers.all().map(({ id, document }) => ({ dossier: id, ...document })),
        })),
        flags: defineLever('Who is marked for home service.', nothing, z.object({ flags: z.array(z.object({ insz: z.string(), homeService: z.boolean() })) }), () => ({
          flags: flags.all().map(({ id, document }) => ({ insz: id, homeService: document })),
        })),
      },
    };
  });
}
