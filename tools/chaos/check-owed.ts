import { listenersOf } from './listeners-of.ts';
import { owedDeeds, owedEvents, owedNotices, owes, type Closed, type Owed } from './owed.ts';
import type { Check, Compared } from './check.ts';
import type { Outcome } from './read-outcome.ts';

/** What was counted of one dossier, for one kind of thing. */
type Count = (outcome: Outcome, dossier: string) => readonly string[];

const deedsOf: Count = ({ deeds }, dossier) => deeds.filter((deed) => deed.dossier === dossier).map(({ port, operation }) => `${port}.${operation}`);
const noticesOf: Count = ({ messages }, dossier) => messages.filter((message) => message.dossier === dossier).map(({ notice }) => notice);

export const owedChecks: readonly Check[] = [
  { rule: 'a closed journey asked of the outside what it owes, each thing once', find: (compared) => eachClosed(compared, (closed, dossier) => owes(owedDeeds, closed, tally(deedsOf(compared.outcome, dossier)))) },
  { rule: 'a closed journey told its citizen what it owes, each thing once', find: (compared) => eachClosed(compared, (closed, dossier) => owes(owedNotices, closed, tally(noticesOf(compared.outcome, dossier)))) },
  {
    rule: 'a closed journey told everybody in the house who listens, each thing once',
    find: (compared) => eachClosed(compared, (closed, dossier) => {
      const told = tally(compared.outcome.items.filter((item) => item.kind === 'event' && item.dossier === dossier).map(({ name, plugin }) => `${name} to ${plugin}`));
      const toEach = owedEvents.flatMap((event): Owed[] => listenersOf(event.name).map((plugin) => ({ ...event, name: `${event.name} to ${plugin}` })));
      return owes(toEach, closed, told);
    }),
  },
  {
    rule: 'nobody got the same message twice',
    find: ({ outcome: { deeds } }) => [...Map.groupBy(deeds.filter(({ said }) => said !== null), ({ dossier, said }) => `${dossier ?? 'none'} ${said ?? ''}`).values()]
      .filter((same) => same.length > 1).map((same) => `dossier ${same[0]?.dossier ?? 'none'}: the same words in ${same.map(({ asked }) => asked).join(', ')}`),
  },
];

function eachClosed({ outcome, walked }: Compared, find: (closed: Closed, dossier: string) => readonly string[]): string[] {
  const closed = new Set(outcome.dossiers.filter(({ state }) => state === 'closed').map(({ id }) => id));
  return walked.flatMap(({ journey, dossier }) => {
    if (dossier === undefined || !closed.has(dossier)) return [];
    const lines = outcome.history.filter((line) => line.dossier === dossier).length;
    const sent = outcome.items.filter((item) => item.dossier === dossier && item.kind === 'effect' && item.name.startsWith('messaging.') && item.state === 'done').length;
    return find({ journey, lines, sent }, dossier).map((difference) => `dossier ${dossier}: ${difference}`);
  });
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, same]) => [name, same.length]));
}
