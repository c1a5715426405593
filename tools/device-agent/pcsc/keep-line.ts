import { PcscTrouble, type OpenPcsc, type PcscLine } from './pcsc-line.ts';

/** Runs something after so many milliseconds; gives back how to leave it. */
export type Later = (afterMs: number, run: () => void) => () => void;

export interface KeptLine {
  /** The line that works now; nothing while the service is away. */
  readonly line: PcscLine | undefined;
  /** Of the readers that are there: in the order in which they came. */
  readonly readers: ReadonlyMap<string, 'ready' | 'no-card' | 'mute'>;
  /** Tells of changes only once it was started. */
  start(): void;
  close(): void;
}

const [firstMs, longestMs] = [250, 8_000];

/** Keeps a line with the smart card service: when it fails a new one is opened, soon at first, then less often. A service that comes later is found too. */
export function keepLine(open: OpenPcsc, later: Later, onChange: () => void): KeptLine {
  const readers = new Map<string, 'ready' | 'no-card' | 'mute'>();
  let line: PcscLine | undefined;
  let [failures, isClosed] = [0, false];
  let forget = (): void => undefined;

  const attempt = (): void => {
    // What an older line still says does not count.
    let isMine = true;
    const lose = (): void => {
      if (!isMine || isClosed) return;
      isMine = false;
      stopQuietly(line);
      line = undefined;
      readers.clear();
      const waitMs = Math.min(firstMs * 2 ** failures, longestMs);
      failures += 1;
      forget = later(waitMs, attempt);
      onChange();
    };
    try {
      line = open({
        onReader: (name, state) => {
          if (!isMine || isClosed) return;
          failures = 0;
          readers.set(name, state);
          onChange();
        },
        onReaderGone: (name) => {
          if (isMine && !isClosed && readers.delete(name)) onChange();
        },
        onFailure: lose,
      });
    } catch (error) {
      if (!(error instanceof PcscTrouble)) throw error;
      lose();
    }
  };
  return {
    get line() { return line; },
    readers,
    start: attempt,
    close: () => {
      isClosed = true;
      forget();
      stopQuietly(line);
      line = undefined;
      readers.clear();
    },
  };
}

/** A line that failed may fail once more when it is stopped. */
function stopQuietly(line: PcscLine | undefined): void {
  try {
    line?.stop();
  } catch (error) {
    if (!(error instanceof PcscTrouble)) throw error;
  }
}
