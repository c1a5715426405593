import { ReaderGone, type CardReader } from '#tools/device-agent/card-reader.ts';

export interface PullableReader {
  readonly reader: CardReader;
  unplug(): void;
  plugIn(): void;
}

/** A reader whose cable somebody can pull out, in the middle of a turn too. */
export function pullableReader(inner: CardReader): PullableReader {
  const listeners = new Set<() => void>();
  let isOut = false;
  const tell = () => { for (const listener of listeners) listener(); };
  const demand = () => { if (isOut) throw new ReaderGone('the reader is not there'); };
  const stopListening = inner.onChange(tell);
  const become = (out: boolean) => {
    isOut = out;
    tell();
  };
  return {
    unplug: () => { become(true); },
    plugIn: () => { become(false); },
    reader: {
      get name() { return inner.name; },
      hasPinpad: inner.hasPinpad,
      state: () => (isOut ? 'absent' : inner.state()),
      use: async (work) => {
        demand();
        try {
          return await inner.use((card) => work({ ...card, transmit: async (command) => { demand(); return card.transmit(command); } }));
        } catch (error) {
          // What broke because the cable was out is no matter of the card.
          demand();
          throw error;
        }
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => { listeners.delete(listener); };
      },
      close: async () => {
        stopListening();
        listeners.clear();
        await inner.close();
      },
    },
  };
}
