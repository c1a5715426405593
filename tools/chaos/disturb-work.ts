import { nothing } from '#tools/journey/answers.ts';
import type { Ground } from './ground.ts';
import type { Nodes } from './nodes.ts';
import type { Cut, Kill, Outage, Plan, PlannedFault } from './plan-run.ts';
import { stubbornClient } from './stubborn-client.ts';

export interface Happened { kills: number; freezes: number; faults: number; outages: number; cuts: number }
export interface Disturbing {
  readonly happened: Readonly<Happened>;
  /** The work has come so far: what was planned until here happens. */
  reached(share: number): void;
  /** An expiry check begins. */
  checked(): void;
  /** What found no work left happens now; then everything that is out of order is mended. */
  finish(): Promise<void>;
}

/** Lets each disturbance and fault happen in its turn: kills one after the other, for a process must be there to be killed; so the bus and the database, at the same time as these. */
export function disturbing(plan: Plan, nodes: Nodes, ground: Pick<Ground, 'outage' | 'cut'>, tell: (line: string) => void): Disturbing {
  const happened: Happened = { kills: 0, freezes: 0, faults: 0, outages: 0, cuts: 0 };
  const kills = [...plan.kills];
  const freezes = [...plan.freezes];
  const outages = [...plan.outages];
  const cuts = [...plan.cuts];
  let checks = 0;
  let missed = 0;
  const faults = [...plan.faults];

  const attempt = async (deed: () => Promise<void>): Promise<void> => {
    try {
      await deed();
    } catch (error) {
      tell(`a disturbance failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const queue = () => {
    let last: Promise<void> = Promise.resolve();
    return {
      add: (deed: () => Promise<void>): void => {
        const before = last;
        last = (async () => { await before; await attempt(deed); })();
      },
      ended: () => last,
    };
  };
  const [processes, bus, database] = [queue(), queue(), queue()];
  const kill = (next: Kill) => processes.add(async () => { tell(`killed: ${next.nodes.map((node) => node + 1).join(', ')}`); await nodes.kill(next); happened.kills += 1; });
  // One for which no moment came is tried again, when more of the work is done.
  const freeze = () => processes.add(async () => { if (await nodes.freeze()) happened.freezes += 1; else missed += 1; });
  const stopBus = ({ lastsMs }: Outage) => bus.add(async () => { tell(`the bus is away for ${lastsMs / 1_000} s`); await ground.outage(lastsMs); happened.outages += 1; });
  const cut = (next: Cut) => database.add(async () => { tell(next.what === 'server' ? `the database is away for ${Math.round(next.lastsMs / 1_000)} s` : 'every connection to the database is cut'); await ground.cut(next); happened.cuts += 1; });
  const setFault = ({ nis, fault: { port, ...fault } }: PlannedFault) => attempt(async () => {
    await stubbornClient(nodes.urls, nis, 0).pull(nothing, port, 'fault', fault);
    happened.faults += 1;
  });
  return {
    happened,
    reached: (share) => {
      for (const next of takeUntil(kills, share, ({ after }) => after)) kill(next);
      for (const next of takeUntil(outages, share, ({ after }) => after)) stopBus(next);
      for (const next of takeUntil(cuts, share, ({ after }) => after)) cut(next);
      for (const next of takeUntil(faults, share, ({ after }) => after)) void setFault(next);
      for (; missed > 0; missed -= 1) freeze();
    },
    checked: () => {
      checks += 1;
      for (const _ of takeUntil(freezes, checks, (number) => number)) freeze();
    },
    finish: async () => {
      for (const next of kills.splice(0)) kill(next);
      for (const next of outages.splice(0)) stopBus(next);
      for (const next of cuts.splice(0)) cut(next);
      await Promise.all([processes, bus, database].map(({ ended }) => ended()));
      for (const { nis, fault: { port, operation } } of plan.faults) await stubbornClient(nodes.urls, nis, 0).pull(nothing, port, 'fault', { operation, kind: null });
    },
  };
}

function takeUntil<T>(planned: T[], reached: number, at: (one: T) => number): T[] {
  const later = planned.findIndex((one) => at(one) > reached);
  return planned.splice(0, later === -1 ? planned.length : later);
}
