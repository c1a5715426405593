import type { Card } from '../card-reader.ts';

/** What a card answered: data, and the status word (ISO/IEC 7816-4). */
export interface Answer { readonly data: Buffer; readonly status: number }

/** What the status words of a Belgian eID mean to us. */
export const status = {
  done: 0x9000, notAllowedNow: 0x6985, unknownInstruction: 0x6d00, unknownClass: 0x6e00, notFound: 0x6a82, pastTheEnd: 0x6b00, blocked: 0x6983,
} as const;

/** A card has no more to say than this many pieces. */
const mostPieces = 64;

/** One command and its whole answer. T=0 makes the caller do half of it: `61xx` (xx more bytes wait) and `6Cxx` (ask for xx bytes) are carried out here. */
export async function exchange(card: Card, command: Uint8Array): Promise<Answer> {
  let answer = split(await card.transmit(command));
  if (answer.status >> 8 === 0x6c) answer = split(await card.transmit(withExpected(command, answer.status & 0xff)));
  const pieces = [answer.data];
  while (answer.status >> 8 === 0x61 && pieces.length < mostPieces) {
    answer = split(await card.transmit(Uint8Array.of(0x00, 0xc0, 0x00, 0x00, answer.status & 0xff)));
    pieces.push(answer.data);
  }
  return { data: Buffer.concat(pieces), status: answer.status };
}

/** The card said something that fits nothing we asked. Holds its status word, and nothing that was read or typed. */
export class CardSaidNo extends Error {
  override readonly name = 'CardSaidNo';
  readonly status: number;
  constructor(status: number) {
    super(`the card answered ${status.toString(16).toUpperCase().padStart(4, '0')}`);
    this.status = status;
  }
}

function split(response: Uint8Array): Answer {
  const bytes = Buffer.from(response.buffer, response.byteOffset, response.length);
  // Not even a status word: as good as nothing.
  if (bytes.length < 2) throw new CardSaidNo(0);
  return { data: bytes.subarray(0, -2), status: bytes.readUInt16BE(bytes.length - 2) };
}

/** The same command; its last byte says how much is expected. */
function withExpected(command: Uint8Array, expected: number): Uint8Array {
  return Buffer.concat([command.subarray(0, 4), Uint8Array.of(expected)]);
}
