import type { Log } from '#services/kernel/context.ts';
import type { Refusal } from './packet-seal.ts';

const says: Readonly<Record<Refusal, string>> = {
  foreign: 'somebody on the bus does not hold the key of this cluster, or changed a packet',
  replayed: 'a packet came a second time: somebody on the bus sends again what was sent',
  late: 'a packet was made at another time than ours: a node stood still, its clock is wrong, or somebody held the packet back',
};

/** One line a minute for each reason, with how many there were: who floods the bus does not flood the log. */
export function countRefusals(log: Log, realNow: () => number): (reason: Refusal) => void {
  const since = new Map<Refusal, { at: number; count: number }>();
  return (reason) => {
    const counted = since.get(reason);
    if (counted && Math.abs(realNow() - counted.at) < 60_000) counted.count += 1;
    else {
      log.warn({ reason, packets: 1 + (counted?.count ?? 0) }, says[reason]);
      since.set(reason, { at: realNow(), count: 0 });
    }
  };
}
