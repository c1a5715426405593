import { CardGone, ReaderGone, type Card } from '../card-reader.ts';
import type { Later } from './keep-line.ts';
import { PcscTrouble, type PcscCard, type PcscLine } from './pcsc-line.ts';
import { findPinpad, pinpadOf, type PinpadFeatures } from './pinpad.ts';

/** Troubles of the card. All others are the reader's, or those of the service behind it. */
const ofTheCard = ['NoSmartCard', 'RemovedCard', 'UnresponsiveCard', 'UnpoweredCard', 'UnsupportedCard', 'ProtoMismatch', 'ResetCard'];
/** Another program has the reader for itself alone: it may soon be done. */
const held = 'SharingViolation';
const [heldTries, heldWaitMs] = [20, 250];

export interface Holding {
  readonly line: PcscLine;
  readonly reader: string;
  readonly later: Later;
  /** Rejects when the reader or the service goes away: then nothing that is under way is waited for. */
  readonly lost: Promise<never>;
  /** Told once it was found out whether the reader has keys. */
  readonly onPinpad: (features: PinpadFeatures | undefined) => void;
}

/**
 * One turn with the card: nobody else has it in between, it is reset before (another program may have left it logged in) and loses all that it knows of us after.
 * @throws CardGone, ReaderGone
 */
export async function holdCard<T>({ line, reader, later, lost, onPinpad }: Holding, work: (card: Card) => Promise<T>): Promise<T> {
  const told = <R>(asked: Promise<R>): Promise<R> => Promise.race([asked, lost]).catch((error: unknown) => { throw meaningOf(error); });
  const connection = await told(connectWhenFree(line, reader, later));
  try {
    await told(connection.begin());
    await told(connection.reset());
    const features = await pinpadIn(reader, connection);
    onPinpad(features);
    return await work({
      atr: await told(connection.atr()),
      transmit: (command) => told(connection.transmit(command)),
      ...features && { pinpad: pinpadOf((code, command) => told(connection.control({ driver: code }, command)), features) },
    });
  } finally {
    await quietly(() => connection.end(), lost);
    await quietly(() => connection.disconnect(), lost);
  }
}

/** Has the reader keys of its own? Asked without a card in it. */
export async function askPinpad(line: PcscLine, reader: string): Promise<PinpadFeatures | undefined> {
  try {
    const connection = await line.connect(reader, 'direct');
    const features = await pinpadIn(reader, connection);
    await connection.disconnect();
    return features;
  } catch (error) {
    if (error instanceof PcscTrouble) return undefined;
    throw error;
  }
}

/** A driver that does not know the question has no keys to offer. */
async function pinpadIn(reader: string, connection: PcscCard): Promise<PinpadFeatures | undefined> {
  try {
    return await findPinpad(reader, connection);
  } catch (error) {
    if (error instanceof PcscTrouble) return undefined;
    throw error;
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
