import type { ParseArgsOptionsConfig } from 'node:util';

export type Given = Readonly<Record<string, string | undefined>>;

/** Where a command reads and writes, passed in. */
export interface Terminal {
  say(line: string): void;
  /** What the person types; empty where nobody sits there. */
  ask(question: string): Promise<string>;
}

export interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  /** Gives the code with which the process ends. @throws what the person has to read, in its message */
  run(given: Given, home: string, terminal: Terminal): Promise<number>;
}

/** What is refused before anything is done: the process ends with 2. */
export class UsageError extends Error { override readonly name = 'UsageError'; }

export function demand(given: Given, name: string): string {
  const value = given[name];
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}
