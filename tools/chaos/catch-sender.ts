import { setTimeout as pause } from 'node:timers/promises';

export const lookEveryMs = 2;

/** A process in whose hands a mail is that it has not begun to send: frozen now, it will wake up with it when another one has sent it. */
export const holding = (now: number): string => `
  SELECT l.owner, i.id FROM outbox_lanes l JOIN outbox_items i ON i.municipality = l.municipality AND i.lane = l.lane
  WHERE l."leasedUntil" > ${now} AND i.state = 'waiting' AND NOT i.begun AND i.name LIKE 'messaging.%'`;

/**
 * The same where a process is nearly always in a transaction of its own while a mail is in that state (PostgreSQL, where each holds its rows until its commit): besides, one
 * that waits for an answer of the outside. Another one repeats what has a key, or looks; then the first one wakes up with an answer that comes too late.
 */
export const holdingOrAsking = (now: number): string => `
  SELECT l.owner, i.id FROM outbox_lanes l JOIN outbox_items i ON i.municipality = l.municipality AND i.lane = l.lane
  WHERE l."leasedUntil" > ${now} AND i.state = 'waiting' AND (i.begun OR i.name LIKE 'messaging.%') AND NOT (i.begun AND i.name LIKE 'messaging.%')`;

/** What it has begun and not ended. */
export const beginning = (pid: number): string => `
  SELECT i.name FROM outbox_lanes l JOIN outbox_items i ON i.municipality = l.municipality AND i.lane = l.lane
  WHERE l.owner LIKE '%-${pid}/%' AND i.state = 'waiting' AND i.begun`;

/** Who holds what, by the database. */
export interface Lanes {
  held(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  begunBy(pid: number): Promise<readonly string[]>;
  /** It did not stop with a lock of the database, for which the others would have to wait. */
  othersMayWrite(node: number): Promise<boolean>;
}

export interface Catching {
  readonly lanes: Lanes;
  /** Processes that may be frozen, and which node each is. */
  readonly ours: ReadonlyMap<number, number>;
  readonly withinMs: number;
  /** `<port>.<operation>` of what has no key at the other side: who stands still between marking such a thing and asking for it asks too late, and no lease can prevent it. */
  readonly unkeyed: ReadonlySet<string>;
}

interface Caught { readonly pid: number; readonly node: number; readonly item: string }

/**
 * Freezes a process at the moment that fencing is made for, and gives its number. It is let go again when it stopped elsewhere: with the mail
 * begun, with something begun that is only looked up, or with the lock of the database, so that nobody could take over. Nothing when no such
 * moment comes in time.
 */
export async function catchSender({ lanes, ours, withinMs, unkeyed }: Catching): Promise<number | undefined> {
  const look = async (): Promise<readonly Caught[]> => (await lanes.held()).flatMap((row) => {
    // A node is called by its machine and process.
    const pid = Number(/-(\d+)\//.exec(String(row['owner']))?.[1]);
    const node = ours.get(pid);
    return node === undefined ? [] : [{ pid, node, item: String(row['id']) }];
  });
  const stoodRightly = async (caught: Caught) => (await look()).some(({ pid, item }) => pid === caught.pid && item === caught.item)
    && !(await lanes.begunBy(caught.pid)).some((name) => unkeyed.has(name)) && await lanes.othersMayWrite(caught.node);
  for (const limit = performance.now() + withinMs; performance.now() < limit; await pause(lookEveryMs)) {
    const [caught] = await look();
    if (!caught) continue;
    process.kill(caught.pid, 'SIGSTOP');
    // Whatever hinders the look: nobody stays frozen because of it.
    if (await stoodRightly(caught).catch(() => false)) return caught.pid;
    process.kill(caught.pid, 'SIGCONT');
  }
  return undefined;
}
