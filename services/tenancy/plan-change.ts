import type { z } from 'zod';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Port } from '#services/kernel/port.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { finalStates } from '#services/journey/journey.states.ts';
import { items } from '#services/outbox/outbox.store.ts';
import type { administration, Plan } from './administration.contract.ts';
import { schemaOf, type Municipality } from './check-municipality.ts';
import type { Offer } from './offer.ts';
import { foreseeProfile } from './foresee-profile.ts';
import { inForce, type Change, type InForce } from './in-force.ts';
import type { MunicipalityDefinition } from './municipality.ts';
import { profileId, profileSchema } from './profile.ts';
import { settingChanges, type Part } from './settings.store.ts';
import { differences, isWritten, keepSecrets, lostSecrets, mergePatch, type Written } from './written-settings.ts';

/** What the administration needs to know of the node it runs on. */
export interface AdministrationControls {
  readonly offer: Offer;
  readonly alwaysOn: ReadonlySet<string>;
  /** Ids of what came from outside the repository. */
  readonly fromOutside: ReadonlySet<string>;
  readonly realNow: () => number;
  /** As the configuration has it, and as it is now. */
  readonly definitionOf: (municipality: string) => MunicipalityDefinition;
  readonly municipalityOf: (municipality: string) => Municipality;
  readonly check: (found: InForce) => { readonly problems: readonly string[]; readonly municipality: Municipality };
  /** Takes over here and on all other nodes what was changed. */
  readonly changed: () => Promise<void>;
}

export type Asked = z.output<(typeof administration)['actions']['plan']['input']>;
/** What is to be written when it is applied. */
export type Planned = Pick<Change, 'deed' | 'part' | 'what' | 'mode' | 'backTo' | 'settings'>;
export interface Planning { readonly plan: Plan; readonly planned: Planned }

export interface Place { readonly reader: Reader; readonly municipality: string; readonly at: number; readonly controls: AdministrationControls }

const nameAgain = 'it is not known any more which secret this was: name it again by env:NAME or file:/path';

export function changesOf(reader: Reader): Promise<Change[]> {
  return reader.find(settingChanges, {}, { by: [['version', 'asc']] });
}

/** What a change of one plugin, of one connector or of the profile would do. */
export async function planChange(place: Place, asked: Asked): Promise<Planning> {
  const changes = await changesOf(place.reader);
  const { now, present, mode, settings } = startOf(place, changes, asked);
  const off = asked.deed === 'disable';
  const planned: Planned = { deed: asked.deed, part: asked.part, what: asked.what, mode: off ? null : mode, backTo: null, settings: off ? null : keepSecrets(settings, mergePatch(settings, asked.settings ?? {})) };
  const own = deedProblems(place, asked, present || now.missing.includes(`${asked.part} '${asked.what}'`));
  return { planned, plan: await planOf(place, changes, planned, own) };
}

/** What a change of one part starts from: as it is, else as it was when it was switched off, else as the configuration has it. */
export function startOf({ controls, municipality }: Pick<Place, 'controls' | 'municipality'>, changes: readonly Change[], { part, what, mode: asked }: Pick<Asked, 'part' | 'what' | 'mode'>) {
  const now = inForce(controls.definitionOf(municipality), changes, controls.offer);
  const found = partOf(now, part, what);
  const base = found?.settings ?? (part === 'plugin' ? now.resting.get(what)?.settings : undefined) ?? partOf(inForce(controls.definitionOf(municipality), [], controls.offer), part, what)?.settings ?? {};
  const mode = part === 'connector' ? asked ?? found?.mode ?? 'live' : null;
  // Settings of the one side mean nothing to the other.
  const settings: Written = part === 'connector' && found && found.mode !== mode ? {} : isWritten(base) ? base : {};
  return { now, present: found !== undefined, mode, settings };
}

/** What judges the settings of a part; undefined where there is no such part, or no such side of it. */
export function schemaOfPart({ controls: { offer, definitionOf }, municipality }: Pick<Place, 'controls' | 'municipality'>, { part, what, mode }: Pick<Planned, 'part' | 'what' | 'mode'>): z.ZodType | undefined {
  if (part === 'profile') return what === profileId ? profileSchema(definitionOf(municipality)) : undefined;
  if (part === 'plugin') return offer.plugins.find(({ contract }) => contract.id === what)?.contract.config;
  const connector = offer.connectors.find(({ port }) => port.id === what);
  return connector && (mode === 'live' ? connector.live?.config : schemaOf(connector, 'sandbox'));
}

function settingProblemsOf(place: Place, planned: Planned): Plan['settingProblems'] {
  if (planned.settings === null) return [];
  const issues = schemaOfPart(place, planned)?.safeParse(planned.settings).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ setting: path.join('.'), says: message }));
}

/** What going back would do. */
export async function planGoingBack(place: Place, to: number): Promise<Planning> {
  const planned: Planned = { deed: 'rollback', part: null, what: null, mode: null, backTo: to, settings: null };
  return { planned, plan: await planOf(place, await changesOf(place.reader), planned, []) };
}

async function planOf(place: Place, changes: readonly Change[], planned: Planned, own: readonly string[]): Promise<Plan> {
  const { reader, municipality, at, controls } = place;
  const { offer, check, definitionOf } = controls;
  const version = changes.at(-1)?.version ?? 0;
  const [before, after] = [changes, [...changes, { ...planned, version: version + 1, at }]].map((upTo) => inForce(definitionOf(municipality), upTo, offer));
  if (!before || !after) throw new Error('nothing was planned');
  const left = planned.deed === 'enable' || planned.deed === 'configure' ? after.missing.filter((missing) => missing === `${planned.part} '${planned.what}'`) : [];
  const lost = lostSecrets(planned.settings);
  const problems = [...own, ...left.map((missing) => `there is no ${missing} here`), ...lost.map((setting) => `${planned.part} '${planned.what}', ${setting}: ${nameAgain}`), ...check(after).problems];
  const off = before.definition.plugins.filter(({ contract }) => after.resting.has(contract.id)).flatMap(({ contract }) => offer.plugins.find((plugin) => plugin.contract.id === contract.id) ?? []);
  const openDossiers = await reader.count(dossiers, {}) - await reader.count(dossiers, { state: { in: finalStates } });
  const waiting = await waitingFor(reader, controls, planned, off);
  const skipped = { jobs: off.flatMap(({ contract, jobs }) => (jobs ?? []).map(({ id }) => `${contract.id}.${id}`)), events: [...new Set(off.flatMap(({ listens }) => Object.keys(listens ?? {})))] };
  return {
    version, holds: problems.length === 0, problems: [...new Set(problems)], missingPorts: missingPorts(after), openDossiers, waiting, skipped,
    settingProblems: [...settingProblemsOf(place, planned), ...lost.map((setting) => ({ setting, says: nameAgain }))],
    changes: problems.length === 0 ? differences(written(before), written(after)) : [],
    migrations: planned.part === 'plugin' ? (offer.plugins.find(({ contract }) => contract.id === planned.what)?.migrations ?? []).map(({ name }) => name) : [],
    harm: [
      ...off.map(({ contract }) => `'${contract.id}' takes no new work; what it began for ${openDossiers} open ${openDossiers === 1 ? 'dossier' : 'dossiers'} goes on, without its jobs and events`),
      ...(planned.part === 'connector' && waiting.effects > 0 ? [`${waiting.effects} ${waiting.effects === 1 ? 'effect waits' : 'effects wait'} for '${planned.what}': from now on they go there as it is set then`] : []),
      ...await foreseeProfile(reader, offer, { before, after }),
    ],
  };
}

function deedProblems({ controls: { offer, alwaysOn, definitionOf }, municipality }: Place, { part, what, deed, mode, settings }: Asked, present: boolean): string[] {
  if (part === 'profile') return profileProblems(definitionOf(municipality), { what, deed, mode, settings });
  const known = part === 'plugin' ? offer.plugins.some(({ contract }) => contract.id === what) : offer.connectors.some(({ port }) => port.id === what);
  return [
    ...(known || (deed === 'disable' && present) ? [] : [`there is no ${part} '${what}' here`]),
    ...(deed === 'enable' && present ? [`${part} '${what}' is switched on already`] : []),
    ...(deed !== 'enable' && !present && !alwaysOn.has(what) ? [`${part} '${what}' is not switched on`] : []),
    ...(deed !== 'configure' && part === 'plugin' && alwaysOn.has(what) ? [`plugin '${what}' is a part of the house: it is always on`] : []),
    ...(mode !== undefined && part === 'plugin' ? ['a plugin has no mode'] : []),
    ...(deed === 'disable' && (settings ?? mode) !== undefined ? ['what is switched off takes no settings'] : []),
  ];
}

/** What a municipality is can be set, and no more than that. */
function profileProblems(base: MunicipalityDefinition, { what, deed, mode, settings }: Pick<Asked, 'what' | 'deed' | 'mode' | 'settings'>): string[] {
  return [
    ...(what === profileId ? [] : [`there is no profile '${what}' here: it is called '${profileId}'`]),
    ...(deed === 'configure' ? [] : ['the profile of a municipality is set, never switched on or off']),
    ...(mode === undefined ? [] : ['a profile has no mode']),
    ...(['website', 'desk'] as const).filter((pages) => isWritten(settings?.[pages]) && !base[pages]).map((pages) => `profile '${profileId}', ${pages}: the configuration says that there is none here`),
  ];
}

function partOf({ definition, profile }: Pick<InForce, 'definition' | 'profile'>, part: Part, what: string): { readonly settings: unknown; readonly mode: 'live' | 'sandbox' | null } | undefined {
  if (part === 'plugin') {
    const plugin = definition.plugins.find(({ contract }) => contract.id === what);
    return plugin && { settings: plugin.settings, mode: null };
  }
  if (part === 'profile') return what === profileId ? { settings: profile, mode: null } : undefined;
  const connector = definition.connectors.find(({ port }) => port.id === what);
  return connector && { settings: connector.config, mode: connector.mode };
}

/** Everything that is set, in one shape that can be compared. */
function written({ definition, profile }: InForce): unknown {
  return {
    profile,
    plugin: Object.fromEntries(definition.plugins.map(({ contract, settings }) => [contract.id, settings])),
    connector: Object.fromEntries(definition.connectors.map(({ port, mode, config }) => [port.id, { mode, settings: config }])),
  };
}

function missingPorts({ definition }: InForce): string[] {
  const there = new Set(definition.connectors.map(({ port }) => port.id));
  return [...new Set(definition.plugins.flatMap(({ contract }) => Object.values(contract.uses).map(({ id }) => id)))].filter((port) => !there.has(port));
}

async function waitingFor(reader: Reader, { offer }: AdministrationControls, { part, what }: Planned, off: readonly AnyPlugin[]): Promise<Plan['waiting']> {
  const port: Port | undefined = part === 'connector' ? offer.connectors.find((connector) => connector.port.id === what)?.port : undefined;
  if (port) return { effects: await reader.count(items, { state: 'waiting', kind: 'effect', name: { in: Object.keys(port.operations).map((operation) => `${port.id}.${operation}`) } }), deliveries: 0 };
  const plugins = { in: [...off.map(({ contract }): string => contract.id), ...(part === 'plugin' && what !== null ? [what] : [])] };
  return { effects: await reader.count(items, { state: 'waiting', kind: 'effect', plugin: plugins }), deliveries: await reader.count(items, { state: 'waiting', kind: { in: ['event', 'message'] }, plugin: plugins }) };
}
