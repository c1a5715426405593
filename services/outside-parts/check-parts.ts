import { z } from 'zod';
import { roles, scopesOf } from '#services/identity/roles.ts';
import { covers } from '#services/kernel/caller.ts';
import type { AnyConnector } from '#services/kernel/connector.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Port } from '#services/kernel/port.ts';
import { surfaceOf } from '#services/gateway/surface.ts';
import { problemsOfRetention } from '#services/retention/check-retention.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import type { Manifest } from './read-manifest.ts';

/** What may be wrong with parts from outside beside those that are there already; empty when they fit. Types were checked where they were made, if anywhere. */
export function checkParts({ plugins, connectors }: Offer, house: Offer, promised: Pick<Manifest, 'plugins' | 'connectors'>): string[] {
  const all: Offer = { plugins: [...house.plugins, ...plugins], connectors: [...house.connectors, ...connectors] };
  const brought = { plugins: plugins.map(({ contract }): string => contract.id), connectors: connectors.map(({ port }): string => port.id) };
  return [
    ...kept('plugin', brought.plugins, promised.plugins), ...kept('connector', brought.connectors, promised.connectors),
    ...plugins.flatMap((plugin) => pluginProblems(plugin, house, all)), ...connectors.flatMap((connector) => connectorProblems(connector, house)), ...surfaceProblems(all),
  ];
}

const everyScope = scopesOf(Object.keys(roles));
/** Names that the house itself uses where those of plugins and ports stand: in tables, addresses and on the bus. */
const reserved: ReadonlySet<string> = new Set(['gateway', 'house', 'house-node', 'idempotency', 'jobs', 'store', 'tenancy']);

/** Ids that are taken, known before anything of it is imported. */
export function takenIds({ plugins, connectors }: Pick<Manifest, 'plugins' | 'connectors'>, house: Offer): string[] {
  return [
    ...[...plugins, ...connectors].filter((id) => reserved.has(id)).map((id) => `'${id}' is a name of the house itself`),
    ...plugins.filter((id) => house.plugins.some(({ contract }) => contract.id === id)).map((id) => `there is a plugin '${id}' already`),
    ...connectors.filter((id) => house.connectors.some(({ port }) => port.id === id)).map((id) => `there is a connector for '${id}' already`),
  ];
}

function kept(kind: string, brought: readonly string[], promised: readonly string[]): string[] {
  return [
    ...promised.filter((id) => !brought.includes(id)).map((id) => `its package.json names a ${kind} '${id}', which it does not bring`),
    ...brought.filter((id) => !promised.includes(id)).map((id) => `it brings a ${kind} '${id}', which its package.json does not name`),
  ];
}

function pluginProblems(plugin: AnyPlugin, house: Offer, all: Offer): string[] {
  const { contract, tables = [], migrations = [], retention = [], jobs = [], listens = {}, actions } = plugin;
  const id: string = contract.id;
  const say = (what: string) => `plugin '${id}' ${what}`;
  const taken = { tables: house.plugins.flatMap((other) => (other.tables ?? []).map(({ name }) => name)), classes: house.plugins.flatMap((other) => (other.retention ?? []).map((each) => each.id)) };
  const known = { actions: namesOf(all, 'actions'), events: namesOf(all, 'events'), ports: new Set(all.connectors.map(({ port }): string => port.id)) };
  const declared = Object.entries<{ readonly scope: string; readonly kind: string }>(contract.actions);
  return [
    ...declared.filter(([name]) => typeof actions[name] !== 'function').map(([name]) => say(`has no handler for its action '${name}'`)),
    ...declared.filter(([, { scope }]) => !covers(everyScope, scope)).map(([name, { scope }]) => say(`asks for the scope '${scope}' in '${name}', which no role has: nobody could call it`)),
    ...(describes(contract.config) ? [] : [say('has settings that no JSON Schema can be made of')]),
    ...Object.values<Port>(contract.uses).filter((port) => !known.ports.has(port.id)).map((port) => say(`uses the port '${port.id}', which nobody has`)),
    ...contract.calls.filter((name: string) => !known.actions.has(name)).map((name: string) => say(`calls '${name}', which no plugin offers`)),
    ...Object.keys(listens).filter((name) => !known.events.has(name)).map((name) => say(`listens to '${name}', which no plugin tells`)),
    ...tables.filter(({ name }) => !name.startsWith(`${id}_`)).map(({ name }) => say(`has a table '${name}': its names begin with '${id}_'`)),
    ...tables.filter(({ name }) => taken.tables.includes(name)).map(({ name }) => say(`has a table '${name}', which is there already`)),
    ...migrations.filter(({ name }) => !name.startsWith(`${id}/`)).map(({ name }) => say(`has a migration '${name}': its names begin with '${id}/'`)),
    ...(tables.length > 0 && migrations.length === 0 ? [say('has tables, and no migration that makes them')] : []),
    ...retention.filter((each) => taken.classes.includes(each.id)).map((each) => say(`has a retention class '${each.id}', which is there already`)),
    ...problemsOfRetention({ classes: retention, tables, jobs: new Set(jobs.map((job) => `${id}.${job.id}`)) }).map((problem) => say(`: ${problem}`)),
  ];
}

function connectorProblems({ port, config, live, sandbox }: AnyConnector, house: Offer): string[] {
  const say = (what: string) => `connector '${port.id}' ${what}`;
  return [
    ...(typeof sandbox === 'function' ? [] : [say('has no sandbox')]),
    ...(describes(config) && (live === undefined || describes(live.config)) ? [] : [say('has settings that no JSON Schema can be made of')]),
    ...house.connectors.filter((other) => other.port.id === port.id).map(() => say('is there already')),
  ];
}

function namesOf({ plugins }: Offer, what: 'actions' | 'events'): ReadonlySet<string> {
  return new Set(plugins.flatMap(({ contract }) => Object.keys(contract[what]).map((name) => `${contract.id}.${name}`)));
}

function describes(schema: z.ZodType): boolean {
  try {
    return typeof z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) === 'object';
  } catch {
    return false;
  }
}

function surfaceProblems({ plugins }: Offer): string[] {
  try {
    surfaceOf(plugins);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message.replaceAll('\n- ', ' ') : 'its routes do not hold together'];
  }
}
