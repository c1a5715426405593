import { takeInMessage, type InboundMessage } from '#services/host/take-in-message.ts';
import type { TestHouse } from './open-test-house.ts';

/** An outside system says something that its sandbox would not, or not at this moment; what follows from it has happened when this is over. */
export async function tellHouse(t: Pick<TestHouse, 'house' | 'idle'>, message: Omit<InboundMessage, 'municipality'>): Promise<void> {
  await takeInMessage(t.house.engine, { municipality: 'gent', ...message });
  await t.idle();
}
