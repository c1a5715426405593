import type { TestHouse } from './open-test-house.ts';
import { goTo, insertNewCard } from './order-card.ts';
import { aReceivedCard, callDelivery, chooseCodeAtTheDoor } from './second-visit.ts';

/** A citizen who has the new card: everything is closed. Call `authoriseEverybody` before. */
export async function aClosedDossier(t: TestHouse, overrides: Parameters<typeof aReceivedCard>[2] = {}, by: Parameters<typeof aReceivedCard>[1] = 'official') {
  const received = await aReceivedCard(t, by, overrides);
  await goTo(t, received.start);
  await chooseCodeAtTheDoor(t, received);
  await insertNewCard(t, received);
  await callDelivery(t, 'activate', { dossier: received.dossier });
  await t.idle();
  await callDelivery(t, 'close', { dossier: received.dossier });
  await t.idle();
  return received;
}
