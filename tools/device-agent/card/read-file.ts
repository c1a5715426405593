import { cardFiles, type CardFileName } from '#services/belgium/eid-card/card-files.ts';
import type { Card } from '../card-reader.ts';
import { CardSaidNo, exchange, status } from './exchange.ts';

/** Asking for 256 is asking for 0, and some readers take that for nothing. */
const blockBytes = 255;
const tries = 2;

/**
 * A file of the card, to its end. Nothing when the card has no such file.
 * @throws CardSaidNo
 */
export async function readFile(card: Card, name: CardFileName): Promise<Buffer | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const { status: said } = await exchange(card, select(cardFiles[name].path));
    if (said === status.notFound) return undefined;
    if (said !== status.done) throw new CardSaidNo(said);
    const read = await readBlocks(card, cardFiles[name].mostBytes);
    // Some cards end a file early when they were disturbed: selected anew they give it whole.
    if (!endsEarly(read) || attempt === tries) return read;
  }
}

/** Is this card made to be read at all? Costs two commands. */
export async function mayBeRead(card: Card): Promise<boolean> {
  const answers = [await exchange(card, select(cardFiles.identity.path)), await exchange(card, Uint8Array.of(0x00, 0xb0, 0x00, 0x00, 0x01))];
  return answers.every(({ status: said }) => said === status.done);
}

/** How applets refuse what they do only once they are activated. */
export function refusesToBeRead({ status: said }: CardSaidNo): boolean {
  return said === status.notAllowedNow || said === status.unknownInstruction;
}

/** By path from the master file; nothing is to be told of it (`0C`). */
function select(path: string): Uint8Array {
  const bytes = Buffer.from(path, 'hex');
  return Buffer.concat([Uint8Array.of(0x00, 0xa4, 0x08, 0x0c, bytes.length), bytes]);
}

async function readBlocks(card: Card, mostBytes: number): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let offset = 0;
  // A file that never ends is none of ours: what was read of it is refused by whoever verifies it.
  while (offset <= mostBytes) {
    const { data, status: said } = await exchange(card, Uint8Array.of(0x00, 0xb0, offset >> 8, offset & 0xff, blockBytes));
    if (said === status.pastTheEnd) break;
    if (said !== status.done) throw new CardSaidNo(said);
    blocks.push(data);
    offset += data.length;
    if (data.length < blockBytes) break;
  }
  return Buffer.concat(blocks);
}

/** Nothing at all, or less of a certificate than it says that it is long. */
function endsEarly(file: Buffer): boolean {
  if (file.length === 0) return true;
  return file[0] === 0x30 && file[1] === 0x82 && file.length >= 4 && file.length < 4 + file.readUInt16BE(2);
}
