import { journey, type State } from '#services/journey/journey.states.ts';
import type { Check } from './check.ts';
import { listenersOf } from './listeners-of.ts';

const states: Readonly<Record<string, { readonly on: Readonly<Record<string, string>> }>> = journey.states;

export const historyChecks: readonly Check[] = [
  {
    rule: 'each citizen has one dossier',
    find: ({ outcome: { dossiers }, walked }) => {
      const byCard = Map.groupBy(dossiers, ({ municipality, cardIndex }) => `${municipality} ${cardIndex}`);
      const doubled = [...byCard.values()].filter((same) => same.length > 1).map((same) => `one card has the dossiers ${same.map(({ id }) => id).join(', ')}`);
      const missing = walked.length - byCard.size;
      return missing === 0 ? doubled : [...doubled, `${walked.length} citizens, ${byCard.size} dossiers`];
    },
  },
  {
    rule: 'each dossier stands where its history says, and its history holds only moves of the table, without a gap',
    find: ({ outcome: { dossiers, history } }) => {
      const byDossier = Map.groupBy(history, ({ dossier }) => dossier);
      return dossiers.flatMap(({ id, state, sequence }) => {
        const lines = byDossier.get(id) ?? [];
        const last = lines.at(-1);
        if (last?.state !== state || last.sequence !== sequence) return [`dossier ${id} is ${state} at ${sequence}, its history ends with ${last?.state ?? 'nothing'} at ${last?.sequence ?? 0}`];
        return lines.flatMap((line, index) => {
          const before: State | string = lines[index - 1]?.state ?? journey.initial;
          const fits = line.sequence === index + 1 && (index === 0 ? line.move === 'open' : line.fromState === before && states[before]?.on[line.move] === line.state);
          return fits ? [] : [`dossier ${id}, line ${line.sequence}: ${line.move} from ${before} to ${line.state}`];
        });
      });
    },
  },
  {
    rule: 'every step of a dossier was told, once, to everybody who listens',
    find: ({ outcome: { history, items } }) => {
      const times = (all: readonly string[]) => new Map([...Map.groupBy(all, (name) => name)].map(([name, same]) => [name, same.length]));
      const steps = times(history.map(({ dossier, move }) => `${move === 'open' ? 'journey.opened' : 'journey.moved'} of ${dossier}`));
      const told = times(items.filter(({ kind, name }) => kind === 'event' && name.startsWith('journey.')).map(({ name, dossier, plugin }) => `${name} of ${dossier ?? 'none'} to ${plugin}`));
      return [...steps].flatMap(([step, taken]) => listenersOf(step.split(' ')[0] ?? '').map((plugin) => ({ name: `${step} to ${plugin}`, taken })))
        .filter(({ name, taken }) => told.get(name) !== taken).map(({ name, taken }) => `${name}: ${taken} steps, told ${told.get(name) ?? 0} times`);
    },
  },
];
