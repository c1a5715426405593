import type { Plan } from '#services/tenancy/administration.contract.ts';

/** A plan as an administrator reads it. */
export function sayPlan(what: string, { version, holds, problems, changes, missingPorts, openDossiers, waiting, skipped, harm, migrations }: Plan): string {
  const lines = (title: string, found: readonly string[]) => (found.length === 0 ? [] : [`  ${title}:`, ...found.map((each) => `    ${each}`)]);
  return [
    `${what} (planned on version ${version}): ${holds ? 'holds together' : 'refused'}`,
    ...lines('why not', problems),
    ...lines('connectors that are missing', holds ? [] : missingPorts),
    ...lines('changes', changes.map(({ setting, from, to }) => `${setting}: ${from ?? 'not there'} → ${to ?? 'not there'}`)),
    `  open dossiers: ${openDossiers}; waiting in the outbox for it: ${waiting.effects} effects, ${waiting.deliveries} events and messages`,
    ...lines('jobs that are skipped', skipped.jobs),
    ...lines('events that are skipped, but for open journeys', skipped.events),
    ...(migrations.length === 0 ? [] : [`  its tables: ${migrations.length} ${migrations.length === 1 ? 'step' : 'steps'} done at the start, none pending`]),
    ...lines('mind', harm),
  ].join('\n');
}

interface Part { readonly name: string; readonly title: string; readonly state: string; readonly mode: string | null; readonly settings: Readonly<Record<string, unknown>> | null; readonly alwaysOn?: boolean; readonly fromOutside?: boolean; readonly needs?: readonly string[] }

export function sayPart({ name, title, state, mode, settings, alwaysOn, fromOutside, needs = [] }: Part, whole: boolean): string {
  const marks = [mode, alwaysOn === true ? 'a part of the house' : null, fromOutside === true ? 'from outside' : null].filter((mark) => mark !== null);
  const line = `${name.padEnd(22)} ${state.padEnd(10)} ${title}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
  return whole ? [line, ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]), JSON.stringify(settings, undefined, 2)].join('\n') : line;
}
