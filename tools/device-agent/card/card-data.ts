import type { Card } from '../card-reader.ts';
import { CardSaidNo, exchange, status } from './exchange.ts';

/** What GET CARD DATA says of the chip; `raw` is how it stands there. */
export interface CardData {
  readonly raw: Buffer;
  /** 0x17 is applet 1.7, 0x18 is 1.8. */
  readonly version: number;
}

const versionAt = 21;
const [plainBytes, withTriesBytes] = [0x1c, 0x1f];
/** PKCS#15 on a Belgian eID. */
const applicationId = 'A000000177504B43532D3135';

/**
 * Asks the chip what it is. A card that does not know the question has another application selected, or is no Belgian eID.
 * @throws CardSaidNo
 */
export async function getCardData(card: Card): Promise<CardData> {
  let answer = await ask(card, 0x00, plainBytes);
  if (answer.status !== status.done) {
    const aid = Buffer.from(applicationId, 'hex');
    await exchange(card, Buffer.concat([Uint8Array.of(0x00, 0xa4, 0x04, 0x0c, aid.length), aid]));
    answer = await ask(card, 0x00, plainBytes);
  }
  if (answer.status !== status.done) throw new CardSaidNo(answer.status);
  const version = answer.data[versionAt];
  if (version === undefined) throw new CardSaidNo(answer.status);
  return { raw: answer.data, version };
}

/** From applet 1.8 on: how many tries the PIN has left. Nothing when the card does not say. */
export async function getTriesOfCardData(card: Card): Promise<number | null> {
  const { data, status: said } = await ask(card, 0x01, withTriesBytes);
  return said === status.done ? data[plainBytes] ?? null : null;
}

const ask = (card: Card, what: number, bytes: number) => exchange(card, Uint8Array.of(0x80, 0xe4, 0x00, what, bytes));
