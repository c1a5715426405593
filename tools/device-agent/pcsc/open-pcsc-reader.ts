import { CardGone, ReaderGone, type Card, type CardReader } from '../card-reader.ts';
import { askPinpad, holdCard } from './hold-card.ts';
import { keepLine, type Later } from './keep-line.ts';
import type { OpenPcsc } from './pcsc-line.ts';

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
  const pinpads = new Map<string, boolean>();
  /** Of the turn that is under way: it ends when its reader goes. */
  let underWay: { readonly reader: string; readonly lose: (why: ReaderGone) => void } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const tell = (): void => { for (const listener of listeners) listener(); };

  const kept = keepLine(open, later, () => {
    if (underWay && !kept.readers.has(underWay.reader)) underWay.lose(new ReaderGone('the reader went away'));
    for (const known of pinpads.keys()) if (!kept.readers.has(known)) pinpads.delete(known);
    learnPinpad();
    tell();
  });
  const chosen = (): string | undefined => {
    const names = [...kept.readers.keys()];
    return wanted === undefined ? names[0] : names.find((name) => name === wanted) ?? names.find((name) => name.startsWith(wanted));
  };
  const noticePinpad = (reader: string, has: boolean): void => {
    if (pinpads.get(reader) === has) return;
    pinpads.set(reader, has);
    tell();
  };
  function learnPinpad(): void {
    const [reader, { line }] = [chosen(), kept];
    if (reader === undefined || line === undefined || pinpads.has(reader)) return;
    pinpads.set(reader, false);
    void askPinpad(line, reader).then((features) => { if (features && kept.line === line) noticePinpad(reader, true); });
  }
  const state = (): 'ready' | 'no-card' | 'absent' => {
    const found = kept.readers.get(chosen() ?? '');
    if (found === undefined) return 'absent';
    return found === 'ready' ? 'ready' : 'no-card';
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
      return await holdCard({ line, reader, later, lost, onPinpad: (features) => { noticePinpad(reader, features !== undefined); } }, work);
    } finally {
      underWay = undefined;
    }
  };
  kept.start();
  return {
    get name() { return chosen() ?? wanted ?? ''; },
    state,
    hasPinpad: () => pinpads.get(chosen() ?? '') ?? false,
    use: (work) => {
      const mine = last.then(() => turn(work));
      last = mine.catch(() => undefined);
      return mine;
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
