import type { NamedCard } from '#connectors/devices/wire/asks.ts';
import { CardRefused } from '#services/belgium/eid-card/card-refused.ts';
import { readFields } from '#services/belgium/eid-card/read-fields.ts';
import { readText } from '#services/belgium/eid-card/read-text.ts';
import type { Card } from '../card-reader.ts';
import { getCardData } from './card-data.ts';
import { CardSaidNo } from './exchange.ts';
import { readFile, refusesToBeRead } from './read-file.ts';

/** `untold`: it is not active, so it does not tell its number, and the house did not name its chip. */
export type Which = 'this' | 'another' | 'untold';

const chipBytes = 16;
const numberTag = 1;

/**
 * Is it the card that somebody means? By the number of its chip, which GET CARD DATA tells of any card, or else by the number that stands on it. What it says of itself is taken
 * as it is: this keeps people from a mistake, and the house verifies the signatures where a card is to be believed.
 * @throws CardSaidNo: no Belgian eID, or a broken one
 */
export async function whichCard(card: Card, { number, chip }: NamedCard): Promise<Which> {
  const { raw } = await getCardData(card);
  if (chip !== null) return raw.subarray(0, chipBytes).equals(Buffer.from(chip, 'hex')) ? 'this' : 'another';
  const told = await numberOn(card);
  if (told === undefined) return 'untold';
  return told === number ? 'this' : 'another';
}

async function numberOn(card: Card): Promise<string | undefined> {
  try {
    return readText(readFields(await readFile(card, 'identity') ?? new Uint8Array()).get(numberTag));
  } catch (error) {
    if (error instanceof CardSaidNo && refusesToBeRead(error)) return undefined;
    throw error instanceof CardRefused ? new CardSaidNo(0) : error;
  }
}
