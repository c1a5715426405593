import { CardGone, ReaderGone, type Card } from '../card-reader.ts';
import type { Later } from './keep-line.ts';
import { PcscTrouble, type PcscCard, type PcscLine } from './pcsc-line.ts';
import { pinpadOf, type PinpadFeatures } from './pinpad.ts';

/** Troubles of the card. All others are the reader's, or those of the service behind it. */
const ofTheCard = ['NoSmartCard', 'RemovedCard', 'UnresponsiveCard', 'UnpoweredCard', 'UnsupportedCard', 'ProtoMismatch', 'ResetCard', 'NotTransacted', 'CommDataLost'];
/** Another program has the reader for itself alone: it may soon be done. */
const held = 'SharingViolation';
const [heldTries, heldWaitMs] = [20, 250];

export interface Holding {
  readonly line: PcscLine;
  readonly reader: string;
  readonly later: Later;
  /** Rejects when the reader or the service goes away: then nothing that is under way is waited for. */
  readonly lost: Promise<never>;
  /** Of the reader; found out with this card in it where nobody knows yet. */
  readonly pinpad: (card: PcscCard) => Promise<PinpadFeatures | undefined>;
}

/**
 * One turn with the card: nobody else has it in between, it is reset before (another program may have left it logged in) and loses all that it knows of us after.
 * @throws CardGone, ReaderGone
 */
export async function holdCard<T>({ line, reader, later, lost, pinpad }: Holding, work: (card: Card) => Promise<T>): Promise<T> {
  const told = <R>(asked: Promise<R>): Promise<R> => Promise.race([asked, lost]).catch((error: unknown) => { throw meaningOf(error); });
  const connection = await told(connectWhenFree(line, reader, later));
  try {
    await told(connection.begin());
    await told(connection.reset());
    const features = await told(pinpad(connection));
    return await work({
      atr: await told(connection.atr()),
      transmit: async (command) => demandWord(await told(connection.transmit(command))),
      ...features && { pinpad: pinpadOf((code, command) => told(connection.control({ driver: code }, command)), features) },
    });
  } finally {
    await quietly(() => connection.end(), lost);
    await quietly(() => connection.disconnect('reset'), lost);
  }
}

async function connectWhenFree(line: PcscLine, reader: string, later: Later): Promise<PcscCard> {
  for (let time = 1; ; time += 1) {
    try {
      return await line.connect(reader, 'shared');
    } catch (error) {
      if (!(error instanceof PcscTrouble) || error.code !== held || time === heldTries) throw error;
      await new Promise<void>((resolve) => { later(heldWaitMs, resolve); });
    }
  }
}

/** Some readers give nothing at all for a card that was pulled while it was to answer. */
function demandWord(answer: Uint8Array): Uint8Array {
  if (answer.length < 2) throw new CardGone('the card did not answer');
  return answer;
}

function meaningOf(error: unknown): unknown {
  if (!(error instanceof PcscTrouble)) return error;
  return ofTheCard.includes(error.code) ? new CardGone(error.code, { cause: error }) : new ReaderGone(error.code, { cause: error });
}

/** What is gone need not be given back. */
async function quietly(giveBack: () => Promise<void>, lost: Promise<never>): Promise<void> {
  try {
    await Promise.race([giveBack(), lost]);
  } catch (error) {
    if (!(error instanceof PcscTrouble) && !(error instanceof ReaderGone)) throw error;
  }
}
