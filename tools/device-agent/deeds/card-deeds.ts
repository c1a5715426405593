import { readCard } from '../card/read-card.ts';
import { getCardData } from '../card/card-data.ts';
import { pinTries } from '../card/pin-tries.ts';
import { runScript } from '../card/run-script.ts';
import type { Deed } from './deed.ts';
import { demandCard } from './demand-card.ts';

/** The files as they are: the house takes them apart and verifies them. */
export const readCardDeed: Deed<'read-card'> = async ({ files }, _call, { holds, reader }) =>
  holds.during(['card'], async () => ({ answer: await reader.use((card) => readCard(card, files)) }));

export const pinTriesDeed: Deed<'pin-tries'> = async ({ card: named }, _call, { holds, reader }) =>
  holds.during(['card'], async () => ({ answer: { left: await reader.use(async (card) => {
    await demandCard(card, named);
    return pinTries(card, await getCardData(card));
  }) } }));

/**
 * From its first command on, it may have run: it is not begun a second time under the same key. After its time, or after the end of its visit, it is not begun at all, also where the card was waited for
 * until then. A card that is not active yet, and whose chip the house does not know, is named by the script itself.
 */
export const runScriptDeed: Deed<'run-script'> = async ({ visit, card: named, script, until }, { key: request, touch }, { holds, reader, keeping, tell, timing }) =>
  holds.during(['card'], async () => {
    const isOver = () => timing.now() >= until || keeping.ended.has(visit);
    if (isOver()) return { answer: { responses: [] } };
    const responses = await reader.use(async (card) => {
      await demandCard(card, named, { untold: true });
      // Looking takes a moment.
      if (isOver()) return [];
      touch();
      tell({ visit, request }, 'script-running');
      return runScript(card, script);
    });
    return { answer: { responses: [...responses] }, keep: () => { tell({ visit, request }, 'done'); } };
  });
