import type { Caller } from '#services/kernel/caller.ts';
import type { Store } from '#services/kernel/tables.ts';
import { endedCallers, endedHeads, endedSessions } from './ended.store.ts';

/** Which sessions were ended before their time: known in memory, so that no request asks the database. */
export interface EndedSessions {
  has(caller: Caller): boolean;
  /** Takes over what was ended, here or by another node. One cheap look when nothing was. */
  refresh(): Promise<void>;
}

interface Ended { readonly sessions: ReadonlySet<string>; /** Until when, by whom it was issued to. */ readonly callers: ReadonlyMap<string, number> }

/** @throws when it cannot be read: nobody lets people in before it is known who was sent away */
export async function openEndedSessions(store: Pick<Store, 'system' | 'reader'>): Promise<EndedSessions> {
  const marks = new Map<string, string>();
  const ended = new Map<string, Ended>();
  const look = async () => {
    for (const { municipality, mark } of await store.system((tables) => tables.find(endedHeads, { name: 'ended' }))) {
      if (marks.get(municipality) === mark) continue;
      ended.set(municipality, await readEnded(store, municipality));
      // Only then: what is ended meanwhile has a mark of its own, and is looked at again.
      marks.set(municipality, mark);
    }
  };
  await look();
  // One after the other: what was read first must not take the place of what was read last.
  let turn = Promise.resolve();
  return {
    has: ({ municipality, actor, session }) => {
      const here = ended.get(municipality);
      if (!here || !session) return false;
      return here.sessions.has(session.id) || session.issuedAt <= (here.callers.get(actor) ?? -Infinity);
    },
    refresh: () => {
      turn = turn.catch(() => undefined).then(look);
      return turn;
    },
  };
}

async function readEnded(store: Pick<Store, 'reader'>, municipality: string): Promise<Ended> {
  const [sessions, callers] = await Promise.all([store.reader(municipality).find(endedSessions, {}), store.reader(municipality).find(endedCallers, {})]);
  return { sessions: new Set(sessions.map(({ session }) => session)), callers: new Map(callers.map(({ actor, endedAt }) => [actor, endedAt])) };
}
