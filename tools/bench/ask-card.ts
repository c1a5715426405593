import { z } from 'zod';
import { loadPcsc } from '#tools/device-agent/pcsc/load-pcsc.ts';

/**
 * For the benchmark: the commands it is sent, straight to the card by PC/SC, and nothing else; answers with how long that took, from the connection to its end.
 * A process of its own, because PC/SC looks in the environment of its process for where the service is. First word: the name of the reader.
 */
const asked = z.array(z.string());
const open = await loadPcsc();
if (!open) throw new Error('this system has no PC/SC');
const { promise: there, resolve: seen } = Promise.withResolvers<void>();
const [name = ''] = process.argv.slice(2);
const line = open({ onReader: (reader, state) => { if (reader === name && state === 'ready') seen(); }, onReaderGone: () => undefined, onFailure: (trouble) => { throw trouble; } });
await there;
process.on('message', (said) => { void answer(asked.parse(said).map((command) => Buffer.from(command, 'hex'))); });
process.on('disconnect', () => { process.exit(); });
process.send?.('ready');

async function answer(commands: readonly Buffer[]): Promise<void> {
  const began = performance.now();
  const card = await line.connect(name, 'shared');
  for (const command of commands) await card.transmit(command);
  await card.disconnect();
  process.send?.(performance.now() - began);
}
