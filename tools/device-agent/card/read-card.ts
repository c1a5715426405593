import type { CardContent, CardFileName } from '#services/belgium/eid-card/card-files.ts';
import type { Card } from '../card-reader.ts';
import { getCardData } from './card-data.ts';
import { CardSaidNo } from './exchange.ts';
import { pinTries } from './pin-tries.ts';
import { mayBeRead, readFile, refusesToBeRead } from './read-file.ts';

/** What the house asks of a card, as it comes off it: nothing of it is taken apart here. Hexadecimal in capitals; files in base64. */
export interface CardRead {
  readonly atr: string;
  /** The answer to GET CARD DATA. */
  readonly applet: string;
  readonly files: Readonly<Partial<Record<CardFileName, string>>>;
  /** A card that is not activated gives no files. */
  readonly activated: boolean;
  readonly pinTriesLeft: number | null;
}

/**
 * @throws CardSaidNo: no Belgian eID, or a broken one
 */
export async function readCard(card: Card, wanted: readonly CardFileName[]): Promise<CardRead> {
  const data = await getCardData(card);
  const said = { atr: hex(card.atr), applet: hex(data.raw) };
  const files: Partial<Record<CardFileName, string>> = {};
  try {
    for (const name of wanted) {
      const file = await readFile(card, name);
      if (file !== undefined) files[name] = file.toString('base64');
    }
    const activated = wanted.length > 0 || await mayBeRead(card);
    return { ...said, files, activated, pinTriesLeft: activated ? await pinTries(card, data) : null };
  } catch (error) {
    if (error instanceof CardSaidNo && refusesToBeRead(error) && Object.keys(files).length === 0) return { ...said, files: {}, activated: false, pinTriesLeft: null };
    throw error;
  }
}

/** The files as bytes again, for who verifies them on the spot. */
export function contentOf({ files }: CardRead): CardContent {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, Buffer.from(file, 'base64')]));
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
