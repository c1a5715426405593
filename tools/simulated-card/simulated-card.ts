import { createInterface } from 'node:readline';
import { makeCard } from './make-card.ts';
import { openPki, rootFile } from './pki/keep-pki.ts';
import { mintPki } from './pki/mint-pki.ts';
import { plugIntoVpcd, type PluggedCard } from './plug-into-vpcd.ts';
import { help, readWish, type Wish } from './read-wish.ts';

const wish = readWish(process.argv.slice(2));
if (wish === 'help') console.log(help);
else if ('wrong' in wish) {
  console.error(`${wish.wrong}\n\n${help}`);
  process.exitCode = 2;
} else process.exitCode = await serve(wish);

async function serve({ person, card: how, port, authorities, pullAfter, muteAfter }: Wish): Promise<number> {
  const now = Date.now();
  const pki = authorities === undefined ? await mintPki({ now }) : await openPki(authorities, { now });
  const foreign = how.flaws.includes('foreign-register') ? { foreignPki: await mintPki({ now }) } : {};
  const card = await makeCard(person, { pki, ...how, ...foreign });
  if (pullAfter !== undefined) card.pullAfter(pullAfter);
  if (muteAfter !== undefined) card.muteAfter(muteAfter);

  let plugged: PluggedCard | undefined;
  const insert = async () => {
    plugged ??= await plugIntoVpcd({ port }, card).catch(() => undefined);
    return plugged ? `card ${person.cardNumber} (applet ${how.applet}) is in the reader at port ${port}` : `no virtual reader waits at port ${port}; is pcscd running with vpcd?`;
  };
  const pull = async () => {
    await plugged?.pull();
    plugged = undefined;
    return 'the card is out of the reader';
  };
  console.log(await insert());
  if (!plugged) return 1;
  if (authorities !== undefined) console.log(`its root: ${rootFile(authorities, how.applet === '1.8' ? 'ec' : 'rsa')}`);

  const deeds: Readonly<Record<string, () => Promise<string>>> = { insert, pull, state: async () => `${card.state()}, ${card.pinTriesLeft()} tries left for the PIN` };
  const lines = createInterface({ input: process.stdin });
  // Without somebody at the keys it stays in until it is stopped.
  process.once('SIGINT', () => { lines.close(); });
  process.once('SIGTERM', () => { lines.close(); });
  for await (const line of lines) {
    if (line.trim() === 'quit') break;
    console.log(await deeds[line.trim()]?.() ?? 'say insert, pull, state or quit');
  }
  await pull();
  return 0;
}
