import { z } from 'zod';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { card, eidTool } from '../eid-tool.port.ts';

const { openRenewal, setHomeServiceFlag, mirrorDossier, closeRenewal } = eidTool.operations;

const instant = z.iso.datetime({ offset: true }).describe('A moment with its zone: 2026-11-24T09:30:00Z.').transform((text) => Date.parse(text));
/** How many stand on a page the tool decides, 1000 at most. */
const after = z.string().max(200).nullable().default(null).describe('`next` of the page before; left out for the first one.');
const next = z.string().min(1).max(200).nullable().describe('Where the next page begins; null after the last one.');

/** Described as the contract has it, read one by one: a card that nobody can read does not hide the others. */
const eachRead = (schema: z.ZodType) => z.array(z.unknown().meta({ ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), $schema: undefined })).max(1000);

export const counterRenewal = z.object({ cardNumber: cardNumberSchema, at: instant });

/**
 * Version 1 of what we assume of an eID management tool over REST. National and card numbers stand in bodies only, so reads are asked by POST where they
 * would otherwise stand in the address.
 */
export const operations = defineRest({
  expiringCards: {
    method: 'POST', path: '/v1/cards/expiring', summary: 'Cards that their holders have now and that expire from a day up to and including another, in pages, by card number.', kind: 'read',
    body: z.strictObject({ from: daySchema, until: daySchema, after }), status: 200, answer: z.object({ cards: eachRead(card), next }),
  },
  cardOf: {
    method: 'POST', path: '/v1/cards/held', summary: 'The card that a citizen has now; null who has none.', kind: 'read',
    body: z.strictObject({ insz: inszSchema }), status: 200, answer: z.object({ card: card.nullable() }),
  },
  renewalsAtCounter: {
    method: 'POST', path: '/v1/counter-renewals', summary: 'Renewals that were begun or finished at the counter since a moment, oldest first, in pages.', kind: 'read',
    body: z.strictObject({ since: instant, after }), status: 200, answer: z.object({ renewals: eachRead(counterRenewal), next }),
  },
  openRenewal: {
    method: 'POST', path: '/v1/renewals/open', summary: 'A renewal procedure is opened for this card.', kind: 'write', body: z.strictObject(openRenewal.input.shape), status: 204, keyed: true,
  },
  closeRenewal: {
    method: 'POST', path: '/v1/renewals/close', summary: 'The renewal is done: the holder has the new card, and the old one expires no more.', kind: 'write',
    body: z.strictObject(closeRenewal.input.shape), status: 204, keyed: true,
  },
  setHomeServiceFlag: {
    method: 'PUT', path: '/v1/home-service', summary: 'Marks or unmarks a citizen for home service. Only this flag is told, never why.', kind: 'write', body: z.strictObject(setHomeServiceFlag.input.shape), status: 204, keyed: true,
  },
  mirrorDossier: {
    method: 'PUT', path: '/v1/dossiers/{dossier}', summary: 'Shows how our dossier stands. One whose sequence is not higher than what is shown changes nothing.', kind: 'write',
    parameters: z.strictObject({ dossier: mirrorDossier.input.shape.dossier }), body: z.strictObject({ ...mirrorDossier.input.omit({ dossier: true }).shape, at: instant }), status: 204, keyed: true,
  },
});
