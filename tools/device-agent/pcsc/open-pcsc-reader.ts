import { CardGone, ReaderGone, type Card, type CardReader } from '../card-reader.ts';
import { holdCard } from './hold-card.ts';
import { keepLine, type Later } from './keep-line.ts';
import { PcscTrouble, type OpenPcsc, type PcscCard, type PcscLine } from './pcsc-line.ts';
import { findPinpad, type PinpadFeatures } from './pinpad.ts';

export interface PcscReaderWish {
  /** Whole or only its beginning, for the number that the system puts behind it changes. Left out: the first reader that is there. */
  readonly name?: string;
  /** What `loadPcsc` found. */
  readonly open: OpenPcsc;
  readonly later?: Later;
}

const laterByTimer: Later = (afterMs, run) => {
  const timer = setTimeout(run, afterMs).unref();
  return () => { clearTimeout(timer); };
};

/** A card reader of the operating system, by PC/SC. It may come, go and come back; and so may the service behind it. */
export function openPcscReader({ name: wanted, open, later = laterByTimer }: PcscReaderWish): CardReader {
  const listeners = new Set<() => void>();
  const pinpads = new Map<string, PinpadFeatures | undefined>();
  /** Of the turn that is under way: it ends when its reader goes. */
  let underWay: { readonly reader: string; readonly lose: (why: ReaderGone) => void } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let told = '';

  const kept = keepLine(open, later, () => {
    if (underWay && !kept.readers.has(underWay.reader)) underWay.lose(new ReaderGone('the reader went away'));
    for (const known of pinpads.keys()) if (!kept.readers.has(known)) pinpads.delete(known);
    tell();
    void lookForPinpad();
  });
  const chosen = (): string | undefined => {
    const names = [...kept.readers.keys()];
    return wanted === undefined ? names[0] : names.find((name) => name === wanted) ?? names.find((name) => name.startsWith(wanted));
  };
  const state = (): 'ready' | 'no-card' | 'absent' => {
    const found = kept.readers.get(chosen() ?? '');
    if (found === undefined) return 'absent';
    return found === 'ready' ? 'ready' : 'no-card';
  };
  const hasPinpad = (): boolean => pinpads.get(chosen() ?? '') !== undefined;
  const tell = (): void => {
    const now = JSON.stringify([chosen(), state(), hasPinpad()]);
    if (now === told) return;
    told = now;
    for (const listener of listeners) listener();
  };
  const learnPinpad = async (reader: string, line: PcscLine, card: PcscCard): Promise<PinpadFeatures | undefined> => {
    if (pinpads.has(reader)) return pinpads.get(reader);
    const features = await findPinpad(reader, card);
    if (kept.line === line && kept.readers.has(reader)) pinpads.set(reader, features);
    tell();
    return features;
  };
  /** Without a card, so that an official sees it before there is one. Where that cannot be, the first card tells. */
  const lookForPinpad = async (): Promise<void> => {
    const [reader, { line }] = [chosen(), kept];
    if (reader === undefined || line === undefined || pinpads.has(reader) || underWay) return;
    try {
      const card = await line.connect(reader, 'direct');
      await learnPinpad(reader, line, card);
      await card.disconnect();
    } catch (error) {
      if (!(error instanceof PcscTrouble)) throw error;
    }
  };
  const turn = async <T>(work: (card: Card) => Promise<T>): Promise<T> => {
    const [reader, { line }] = [chosen(), kept];
    if (reader === undefined || line === undefined) throw new ReaderGone('there is no reader');
    if (kept.readers.get(reader) !== 'ready') throw new CardGone('there is no card in the reader');
    const { promise: lost, reject: lose } = Promise.withResolvers<never>();
    // It may go when nobody waits.
    lost.catch(() => undefined);
    underWay = { reader, lose };
    try {
      return await holdCard({ line, reader, later, lost, pinpad: (card) => learnPinpad(reader, line, card) }, work);
    } finally {
      underWay = undefined;
    }
  };
  kept.start();
  return {
    get name() { return chosen() ?? wanted ?? ''; },
    state,
    hasPinpad,
    // Whoever asked need not wait until the card is reset and given back, some 100 ms; whoever asks next does.
    use: <T>(work: (card: Card) => Promise<T>) => {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      last = last.then(() => turn(async (card) => { resolve(await work(card)); })).catch(reject);
      return promise;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    close: async () => {
      listeners.clear();
      underWay?.lose(new ReaderGone('the reader was closed'));
      await last;
      kept.close();
    },
  };
}
