/** Where a dossier stands in the eyes of the citizen. */
export type Phase = 'invitation' | 'request' | 'biometrics' | 'delivery' | 'ended';

export interface StateSpec {
  readonly phase: Phase;
  /** What this state means, in one sentence that an official would say. */
  readonly meaning: string;
  /** Move -> the state it leads to. A state without moves is final. */
  readonly on: Readonly<Record<string, string>>;
}
export interface JourneyTable { readonly initial: string; readonly states: Readonly<Record<string, StateSpec>> }

export function defineJourney<const T extends JourneyTable>(table: T): T {
  return Object.freeze(table);
}

/** Everything that is wrong with a table, one sentence each; empty when it holds together. */
export function problemsOf(table: JourneyTable): string[] {
  const names = Object.keys(table.states);
  const unknown = Object.entries(table.states).flatMap(([from, { on }]) => Object.entries(on)
    .filter(([, to]) => !names.includes(to))
    .map(([move, to]) => `state '${from}': move '${move}' leads to '${to}', which is not in the table`));
  if (!names.includes(table.initial)) return [...unknown, `the initial state '${table.initial}' is not in the table`];

  const reached = reachable(table);
  const unreachable = names.filter((name) => !reached.has(name)).map((name) => `state '${name}' cannot be reached from '${table.initial}'`);
  const endless = names.filter((name) => !leadsToAnEnd(table, name)).map((name) => `from state '${name}' no end can be reached`);
  return [...unknown, ...unreachable, ...endless];
}

export function isFinal(table: JourneyTable, state: string): boolean {
  return Object.keys(table.states[state]?.on ?? {}).length === 0;
}

function reachable(table: JourneyTable, from = table.initial, seen = new Set<string>()): Set<string> {
  if (seen.has(from) || !table.states[from]) return seen;
  seen.add(from);
  for (const to of Object.values(table.states[from].on)) reachable(table, to, seen);
  return seen;
}

function leadsToAnEnd(table: JourneyTable, from: string): boolean {
  return [...reachable(table, from)].some((state) => isFinal(table, state));
}
