import type { Check, Compared } from './check.ts';
import type { Streamed } from './streamed.ts';

const port = 'event-stream.publish';

/** What back-office programs read, beside what happened. Without a bus there is nothing to read. */
export const streamChecks: readonly Check[] = [
  {
    rule: 'every event that happened stands on the stream of its municipality, once, and nothing else does',
    find: ({ outcome: { items, streamed } }) => {
      if (streamed === null) return [];
      const told = Map.groupBy(streamed, ({ municipality, id }) => `${municipality} ${id}`);
      const asked = items.filter(({ kind, name }) => kind === 'effect' && name === port);
      const known = new Set(asked.map(({ municipality, id }) => `${municipality} ${id}`));
      const heard = items.filter(({ kind, plugin }) => kind === 'event' && plugin === 'back-office-events').length;
      return [
        ...asked.flatMap(({ municipality, id, dossier }) => {
          const times = told.get(`${municipality} ${id}`)?.length ?? 0;
          return times === 1 ? [] : [`${id} of dossier ${dossier ?? 'none'}: ${times} times`];
        }),
        ...[...told.keys()].filter((name) => !known.has(name)).map((name) => `${name}, which the house does not know`),
        ...(heard === asked.length ? [] : [`${heard} events were heard of, ${asked.length} were to be told`]),
      ];
    },
  },
  {
    rule: 'the steps of each dossier stand on the stream as its history has them, each once and in order',
    find: (compared) => {
      const { outcome: { history, streamed } } = compared;
      if (streamed === null) return [];
      const steps = Map.groupBy(history, ({ dossier }) => dossier);
      return [...steps].flatMap(([dossier, lines]) => {
        const wanted = lines.map(({ sequence, move }) => (move === 'open' ? 'opened' : String(sequence)));
        const found = stepsOf(compared, dossier).map(({ event, step }) => (event === 'journey.opened' ? 'opened' : String(step)));
        return wanted.join() === found.join() ? [] : [`dossier ${dossier}: ${found.join(' ')} instead of ${wanted.join(' ')}`];
      });
    },
  },
];

function stepsOf({ outcome: { streamed } }: Compared, wanted: string): readonly Streamed[] {
  return (streamed ?? []).filter(({ dossier, event }) => dossier === wanted && (event === 'journey.opened' || event === 'journey.moved'));
}
