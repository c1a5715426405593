import { pinBlock } from '#connectors/biza/wire/card-commands.ts';
import { CardGone, ReaderGone, type Card, type CardReader } from '#tools/device-agent/card-reader.ts';
import { CardPulled, type VirtualCard } from './virtual-card.ts';

/** What the keys of a pinpad are told to do by a test: digits typed, or nothing. */
export type Typed = string | 'cancelled' | 'time-out';

export interface InProcessReader extends CardReader {
  insert(card: VirtualCard): void;
  pull(): void;
  /** The whole reader is pulled out; plugged in again it is empty. */
  unplug(): void;
  plugIn(): void;
}

export interface InProcessReaderWish {
  readonly name?: string;
  /** Answers what is typed on the keys of the reader; without it the reader has no keys. */
  readonly type?: (question: 'present' | 'new' | 'new-again') => Promise<Typed>;
}

/** A card reader without an operating system below it: for tests, and where no PC/SC is installed. */
export function inProcessReader({ name = 'In-process reader', type }: InProcessReaderWish = {}): InProcessReader {
  const listeners = new Set<() => void>();
  let [card, isPlugged]: [VirtualCard | undefined, boolean] = [undefined, true];
  let last: Promise<unknown> = Promise.resolve();
  const change = (next: VirtualCard | undefined) => {
    card?.reset();
    card = next;
    for (const listener of listeners) listener();
  };
  const demand = (held?: VirtualCard): VirtualCard => {
    if (!isPlugged) throw new ReaderGone('the reader is not there');
    if (!card || (held && card !== held)) throw new CardGone('the card is not there');
    return card;
  };
  const transmit = (held: VirtualCard, command: Uint8Array): Uint8Array => {
    try {
      const answer = demand(held).transmit(command);
      if (answer.length === 0) throw new CardGone('the card does not answer');
      return answer;
    } catch (error) {
      if (!(error instanceof CardPulled)) throw error;
      change(undefined);
      throw new CardGone('the card is not there', { cause: error });
    }
  };
  const hold = (held: VirtualCard): Card => ({
    atr: held.atr,
    // Never at once: a real reader takes its time, and in between it may be pulled.
    transmit: async (command) => {
      await Promise.resolve();
      return transmit(held, command);
    },
    ...type ? { pinpad: pinpadOf((command) => transmit(held, command), type) } : {},
  });
  return {
    name, hasPinpad: () => type !== undefined,
    state: () => (isPlugged ? (card ? 'ready' : 'no-card') : 'absent'),
    use: (work) => {
      const turn = last.then(async () => {
        const held = demand();
        held.reset();
        try {
          return await work(hold(held));
        } finally {
          held.reset();
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    close: async () => {
      listeners.clear();
      await last;
    },
    insert: change,
    pull: () => { change(undefined); },
    unplug: () => {
      isPlugged = false;
      change(undefined);
    },
    plugIn: () => {
      isPlugged = true;
      change(undefined);
    },
  };
}

type Question = 'present' | 'new' | 'new-again';
/** Of readers with keys (PC/SC part 10): the two new PINs were not the same. */
const notTheSame = Buffer.from('6402', 'hex');

/** What is typed goes to the card and nowhere else. */
function pinpadOf(transmit: (command: Uint8Array) => Uint8Array, type: (question: Question) => Promise<Typed>): NonNullable<Card['pinpad']> {
  const run = async (instruction: number, reference: number, questions: readonly Question[]) => {
    const blocks: Buffer[] = [];
    for (const question of questions) {
      const typed = await type(question);
      if (typed === 'cancelled' || typed === 'time-out') return typed;
      blocks.push(pinBlock(typed));
    }
    const again = questions.includes('new-again') ? blocks.pop() : undefined;
    if (again && !again.equals(blocks.at(-1) ?? again)) return notTheSame;
    return transmit(Buffer.concat([Buffer.from([0x00, instruction, 0x00, reference, blocks.length * 8]), ...blocks]));
  };
  return { verify: (reference) => run(0x20, reference, ['present']), change: (reference) => run(0x24, reference, ['present', 'new', 'new-again']) };
}
