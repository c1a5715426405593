import type { Lanes } from './catch-sender.ts';
import type { Cut } from './plan-run.ts';
import type { Streamed } from './streamed.ts';

/** What the processes of a run stand on, as far as the tool has a hand in it. */
export interface Ground {
  /** What makes process number so many one of them. */
  environmentOf(node: number): Readonly<Record<string, string>>;
  /** A node that was silent for so long has lost its lanes to another one; no answer of the outside is waited for longer than a quarter of it. */
  readonly silenceSeconds: number;
  /** Where a command opens the same data; empty: in the data folder. */
  readonly databaseUrl: string;
  /** Looks at who holds what, for as long as that takes. */
  withLanes<T>(look: (lanes: Lanes) => Promise<T>): Promise<T>;
  /** Asks the database itself. */
  read(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What stands on the streams of back-office programs, in order; null where there are none. */
  streamed(): Promise<readonly Streamed[] | null>;
  /** The bus is away for so long. */
  outage(lastsMs: number): Promise<void>;
  cut(cut: Cut): Promise<void>;
  stop(): Promise<void>;
}
