import { nothing } from '#tools/journey/answers.ts';
import type { Nodes } from './nodes.ts';
import type { Kill, Plan, PlannedFault } from './plan-run.ts';
import { stubbornClient } from './stubborn-client.ts';

export interface Happened { kills: number; freezes: number; faults: number }
export interface Disturbing {
  readonly happened: Readonly<Happened>;
  /** The work has come so far: what was planned until here happens. */
  reached(share: number): void;
  /** An expiry check begins. */
  checked(): void;
  /** What found no work left happens now; then everything that is out of order is mended. */
  finish(): Promise<void>;
}

/** Lets each disturbance and fault happen in its turn: kills one after the other, for a process must be there to be killed. */
export function disturbing(plan: Plan, nodes: Nodes, tell: (line: string) => void): Disturbing {
  const happened: Happened = { kills: 0, freezes: 0, faults: 0 };
  const kills = [...plan.kills];
  const freezes = [...plan.freezes];
  let checks = 0;
  const faults = [...plan.faults];
  let last: Promise<void> = Promise.resolve();

  const attempt = async (deed: () => Promise<void>): Promise<void> => {
    try {
      await deed();
    } catch (error) {
      tell(`a disturbance failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const inTurn = (deed: () => Promise<void>): void => {
    const before = last;
    last = (async () => { await before; await attempt(deed); })();
  };
  const kill = (next: Kill) => inTurn(async () => { await nodes.kill(next); happened.kills += 1; });
  const freeze = () => inTurn(async () => { if (await nodes.freeze()) happened.freezes += 1; });
  const setFault = ({ nis, fault: { port, ...fault } }: PlannedFault) => attempt(async () => {
    await stubbornClient(nodes.urls, nis, 0).pull(nothing, port, 'fault', fault);
    happened.faults += 1;
  });
  return {
    happened,
    reached: (share) => {
      for (const next of takeUntil(kills, share, ({ after }) => after)) kill(next);
      for (const next of takeUntil(faults, share, ({ after }) => after)) void setFault(next);
    },
    checked: () => {
      checks += 1;
      for (const _ of takeUntil(freezes, checks, (number) => number)) freeze();
    },
    finish: async () => {
      for (const next of kills.splice(0)) kill(next);
      await last;
      for (const { nis, fault: { port, operation } } of plan.faults) await stubbornClient(nodes.urls, nis, 0).pull(nothing, port, 'fault', { operation, kind: null });
    },
  };
}

function takeUntil<T>(planned: T[], reached: number, at: (one: T) => number): T[] {
  const later = planned.findIndex((one) => at(one) > reached);
  return planned.splice(0, later === -1 ? planned.length : later);
}
