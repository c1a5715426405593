import type * as Pcsc from 'pcsc-mini';
import type { Card, Err, Reader, Transaction } from 'pcsc-mini';
import { PcscTrouble, type OpenPcsc, type PcscCard } from './pcsc-line.ts';
import { stopWhenQuiet } from './stop-when-quiet.ts';

type Library = typeof Pcsc;

/**
 * PC/SC by the library pcsc-mini: pcscd on Linux, what the system brings on Windows and macOS. Nothing where the system has no PC/SC at all (on Debian: without
 * `libpcsclite1`); a service that is only not running is no reason.
 */
export async function loadPcsc(): Promise<OpenPcsc | undefined> {
  const library = await import('pcsc-mini').catch(() => undefined);
  return library && openWith(library);
}

function openWith(library: Library): OpenPcsc {
  const { Client, ReaderStatus } = library;
  // pcsc-mini 0.1.3 ends the whole process when a client is collected as garbage whose service died: it gives back a handle that nobody knows any more. So they are kept:
  // one small object for each time that the service dies.
  const dead = new Set<Pcsc.Client>();
  return (events) => {
    const client = told(() => new Client());
    const ending = stopWhenQuiet(() => { told(() => { client.stop(); }); }, { now: () => performance.now(), later: laterUnlessTroubled });
    client.on('error', (error) => {
      dead.add(client);
      events.onFailure(troubleOf(error));
    });
    client.on('reader', (reader) => {
      reader.on('change', (status) => {
        ending.changed();
        const state = status.hasAny(ReaderStatus.MUTE) ? 'mute' : status.has(ReaderStatus.PRESENT) ? 'ready' : 'no-card';
        events.onReader(reader.name(), state);
      });
      reader.on('disconnect', () => {
        ending.changed();
        events.onReaderGone(reader.name());
      });
    });
    told(() => client.start());
    return {
      connect: async (name, mode) => {
        const reader = client.reader(name);
        if (!reader) throw new PcscTrouble('UnknownReader');
        return cardOf(library, await asking(() => connect(library, reader, mode)));
      },
      stop: ending.stop,
    };
  };
}

/** Nobody waits for it any more: a service that is gone by then has stopped it already. */
function laterUnlessTroubled(afterMs: number, run: () => void): () => void {
  const timer = setTimeout(() => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof PcscTrouble)) throw error;
    }
  }, afterMs);
  return () => { clearTimeout(timer); };
}

const connect = ({ CardMode, Protocol }: Library, reader: Reader, mode: 'shared' | 'direct'): Promise<Card> =>
  (mode === 'shared' ? reader.connect(CardMode.SHARED) : reader.connect(CardMode.DIRECT, Protocol.UNSET));

function cardOf({ CardDisposition, CardMode, controlCode }: Library, card: Card): PcscCard {
  let transaction: Transaction | undefined;
  return {
    transmit: (command) => asking(() => card.transmit(command)),
    control: (code, command) => asking(() => card.control('pcsc' in code ? controlCode(code.pcsc) : code.driver, command)),
    atr: async () => (await asking(() => card.state())).atr,
    begin: async () => { transaction = await asking(() => card.transaction()); },
    end: async () => {
      const begun = transaction;
      transaction = undefined;
      if (begun) await asking(() => begun.end(CardDisposition.RESET));
    },
    reset: async () => { await asking(() => card.reconnect(CardMode.SHARED, CardDisposition.RESET)); },
    disconnect: () => asking(() => card.disconnect(CardDisposition.LEAVE)),
  };
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw troubleOf(error);
  }
}

function told<T>(tell: () => T): T {
  try {
    return tell();
  } catch (error) {
    throw troubleOf(error);
  }
}

const isErr = (error: unknown): error is Err => error instanceof Error && 'code' in error && typeof error.code === 'string';
const troubleOf = (error: unknown): PcscTrouble => new PcscTrouble(isErr(error) ? error.code : 'Unknown', { cause: error });
