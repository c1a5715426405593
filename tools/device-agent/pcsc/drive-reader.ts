import { readCard } from '../card/read-card.ts';
import { runScript } from '../card/run-script.ts';
import { changePin, verifyPin } from '../card/use-pin.ts';
import type { CardReader } from '../card-reader.ts';
import { loadPcsc } from './load-pcsc.ts';
import { openPcscReader } from './open-pcsc-reader.ts';
import { message, type Deed } from './reader-deeds.ts';

/**
 * For system suites: a card reader in a process of its own, started by `start-reader-process.ts`, that does what it is told by messages. PC/SC looks in the
 * environment of its process for where the service is, and two programs that want one card are two processes.
 */
const open = await loadPcsc();
if (!open) throw new Error('this system has no PC/SC');
const [name] = process.argv.slice(2);
const reader = openPcscReader({ open, ...name !== undefined && { name } });
process.on('message', (said) => { void answer(said); });
process.on('disconnect', () => { process.exit(); });

async function answer(said: unknown): Promise<void> {
  const { id, asked } = message.parse(said);
  try {
    process.send?.({ id, result: await perform(asked) });
  } catch (error) {
    process.send?.({ id, failed: error instanceof Error ? error.name : 'Unknown' });
  }
}

async function perform(asked: Deed): Promise<unknown> {
  if (asked.deed === 'state') return { state: reader.state(), name: reader.name, pinpad: reader.hasPinpad() };
  if (asked.deed === 'until') return until(asked.state);
  if (asked.deed === 'collect-garbage') return collectGarbage();
  return reader.use(async (card): Promise<unknown> => {
    if (asked.deed === 'read') return readCard(card, asked.files);
    if (asked.deed === 'run-script') return runScript(card, asked.script);
    return asked.deed === 'verify-pin' ? verifyPin(card, Buffer.from(asked.pin)) : changePin(card, Buffer.from(asked.pin), Buffer.from(asked.next));
  });
}

async function collectGarbage(): Promise<void> {
  // What a thing leaves to be done when it is collected is done in a later turn.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
}

function until<S extends ReturnType<CardReader['state']>>(wanted: S): Promise<S> {
  return new Promise((resolve) => {
    let leave = (): void => undefined;
    const look = (): void => {
      if (reader.state() !== wanted) return;
      leave();
      resolve(wanted);
    };
    leave = reader.onChange(look);
    look();
  });
}
