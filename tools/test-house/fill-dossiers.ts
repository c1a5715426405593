import { addDays } from '#services/belgium/day.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import { expiryOf } from '#services/journey/due-of.ts';
import type { Deliverer, Ground } from '#services/journey/ground.ts';
import type { State } from '#services/journey/journey.states.ts';
import { inGent } from './look-inside.ts';
import type { TestHouse } from './open-test-house.ts';

const states: readonly State[] = ['opened', 'invited', 'unreachable', 'scheduled', 'ordered', 'delivery-planned', 'card-ready'];
const grounds: readonly (Ground | null)[] = [null, 'disability', 'reduced-mobility', 'limited-availability'];
const deliverers: readonly (Deliverer | null)[] = [null, 'official', 'bpost'];
const atOnce = 200;
let serial = 0;

/** Many dossiers of nobody, straight into the database: nothing is told to anybody, and no outside system knows their cards. Spread over states, from `firstExpiry` on. */
export async function fillDossiers(t: Pick<TestHouse, 'house'>, count: number, firstExpiry: string): Promise<string[]> {
  const made: string[] = [];
  while (made.length < count) {
    await inGent(t, async (work) => {
      for (let left = Math.min(atOnce, count - made.length); left > 0; left -= 1) {
        const [id, person] = [work.newId(), work.newId()];
        const state = states[serial % states.length] ?? 'opened';
        const expiresOn = addDays(firstExpiry, serial % 90);
        const cardNumber = String(592_000_000_000 + serial);
        serial += 1;
        const { newest } = await work.claimIndex('card', cardNumber);
        await work.insert(dossiers, {
          id, person, cardIndex: newest, cycle: 1, state, sequence: 1, ground: grounds[serial % grounds.length] ?? null, deliverBy: deliverers[serial % deliverers.length] ?? null,
          expiresOn, openedAt: work.at, stateSince: work.at, dueAt: expiryOf(expiresOn), personal: { cardNumber },
        });
        await work.insert(history, { dossier: id, sequence: 1, move: 'open', state, occurredAt: work.at, recordedAt: work.at, actor: work.actor, reason: 'expires-soon' });
        made.push(id);
      }
    });
  }
  return made;
}
