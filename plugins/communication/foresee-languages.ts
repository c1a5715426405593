import { dossiers } from '#services/journey/dossier.store.ts';
import { openStates } from '#services/journey/journey.states.ts';
import type { PluginDefinition } from '#services/kernel/plugin.ts';
import { calls, messages } from './communication.store.ts';
import type { communication } from './communication.contract.ts';

/** Whom a language that is taken away is missed by: those with an open dossier who were told something in it. Counted without opening anything. */
export const foreseeLanguages: NonNullable<PluginDefinition<typeof communication>['foresees']> = async (reader, { before, after }) => {
  const gone = before.languages.filter((language) => !after.languages.includes(language));
  if (gone.length === 0) return [];
  const open = await reader.countBy(dossiers, { state: { in: openStates } }, 'id');
  return (await Promise.all(gone.map(async (language) => {
    const told = new Set([...(await reader.countBy(messages, { language }, 'dossier')).keys(), ...(await reader.countBy(calls, { language }, 'dossier')).keys()]);
    const count = [...told].filter((dossier) => open.has(dossier)).length;
    return count === 0 ? [] : [`${count} open ${count === 1 ? 'dossier was' : 'dossiers were'} told something in '${language}': what comes next is said in another language`];
  }))).flat();
};
