import type { Reader } from '#services/kernel/tables.ts';
import { faintColours } from './faint-colours.ts';
import type { InForce } from './in-force.ts';
import type { MunicipalityDefinition } from './municipality.ts';
import type { Offer } from './offer.ts';
import { isWritten } from './written-settings.ts';

type Sides = Readonly<Record<'before' | 'after', MunicipalityDefinition>>;

/** What would follow from another name, other languages or other hosts, one sentence each: of the house itself, then of the plugins that know more. */
export async function foreseeProfile(reader: Reader, offer: Offer, { before, after }: Readonly<Record<'before' | 'after', InForce>>): Promise<string[]> {
  const sides: Sides = { before: before.definition, after: after.definition };
  const change = { before: viewOf(before.definition), after: viewOf(after.definition) };
  const plugins = offer.plugins.filter(({ contract }) => after.definition.plugins.some((on) => on.contract.id === contract.id));
  const told = await Promise.all(plugins.map(async ({ foresees }) => await foresees?.(reader, change) ?? []));
  return [...languagesSaid(sides), ...told.flat(), ...hostsSaid(sides), ...coloursSaid(sides), ...oldWordsLeft(sides)];
}

const viewOf = ({ name, languages }: MunicipalityDefinition) => ({ name, languages });
const without = (some: readonly string[], others: readonly string[]) => some.filter((one) => !others.includes(one));

function languagesSaid({ before: { languages: had }, after: { languages: has } }: Sides): string[] {
  return [
    ...without(had, has).map((gone) => `'${gone}' is spoken no more: its pages lead on to '${has[0]}', and who reads only that is written to in '${has[0]}'`),
    ...(had[0] === has[0] ? [] : [`who is known to speak none of these languages is written to in '${has[0]}', no longer in '${had[0]}'`]),
  ];
}

function hostsSaid({ before, after }: Sides): string[] {
  const [framed, framedNow] = [before, after].map(({ website }) => website?.embeddedBy ?? []);
  const [held, heldNow] = [before, after].map(({ desk }) => desk?.hosts ?? []);
  if (!framed || !framedNow || !held || !heldNow) return [];
  return [
    ...without(framed, framedNow).map((host) => `'${host}' cannot show the pages for citizens in a frame any more: who has them open there loses them at the next step`),
    ...without(framedNow, framed).map((host) => `'${host}' may show the pages for citizens in a frame of its own`),
    ...without(held, heldNow).map((origin) => `'${origin}' cannot hold the elements of the desk any more: who works there sees nothing of it from now on`),
    ...without(heldNow, held).map((origin) => `'${origin}' may hold the elements of the desk, and with them what those who work there may see`),
  ];
}

function coloursSaid({ before, after }: Sides): string[] {
  return (['website', 'desk'] as const).flatMap((pages) => without(faintColours(after[pages]?.theme ?? {}), faintColours(before[pages]?.theme ?? {})).map((faint) => `${pages}: ${faint}`));
}

/** Settings of plugins that say the same as what changes: they stay as they are, and seldom should. */
function oldWordsLeft({ before, after }: Sides): string[] {
  const changed = ([
    ['name', before.name, after.name], ['telephone number', before.website?.telephone, after.website?.telephone], ['e-mail address', before.website?.email, after.website?.email],
  ] as const).flatMap(([what, was, is]) => (was === undefined || was === is ? [] : [{ what, was }]));
  return after.plugins.flatMap(({ contract, settings }) => changed.flatMap(({ what, was }) => placesOf(was, settings).map((place) => `'plugin.${contract.id}.${place}' still says the old ${what}: it is set with that plugin`)));
}

function placesOf(words: string, value: unknown, path = ''): string[] {
  if (value === words) return [path];
  if (!Array.isArray(value) && !isWritten(value)) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => placesOf(words, inner, path === '' ? key : `${path}.${key}`));
}
