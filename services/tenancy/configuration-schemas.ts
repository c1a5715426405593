import { z } from 'zod';
import type { AnyConnector } from '#services/kernel/connector.ts';
import type { Contract } from '#services/kernel/contract.ts';
import { municipalityFields } from './municipality-fields.ts';

/** JSON Schema, draft 2020-12. What names a secret has `secret: true`. */
export type ConfigurationSchema = Readonly<Record<string, unknown>>;
const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** What a municipality may set of a plugin. */
export function pluginSchema({ id, title, config }: Pick<Contract, 'id' | 'title' | 'config'>): ConfigurationSchema {
  return { $schema: dialect, title: `Settings of the plugin ${id}`, description: `${title}.`, ...settingsOf(config) };
}

/** How a municipality chooses a side of a connector, and what it may set of that side. */
export function connectorSchema({ port, title, config, live }: AnyConnector): ConfigurationSchema {
  const side = (mode: 'sandbox' | 'live', says: string, schema: z.ZodType) => ({
    type: 'object', title: words(mode), description: says, required: ['mode', 'config'], additionalProperties: false,
    properties: { mode: { const: mode, title: 'Mode', description: 'Which side is used.' }, config: { title: 'Config', description: 'Settings of this side.', $ref: `#/$defs/${mode}` },
      ...(mode === 'live' && { leversAt: { type: 'string', title: 'Levers at', description: 'Where the levers of the served sandbox are pulled that this live side is pointed at: it marks a test set-up.' } }) },
    $defs: { [mode]: settingsOf(schema, `#/$defs/${mode}`) },
  });
  const sides = [side('sandbox', 'An imitation inside this house: nothing leaves it.', config), ...(live ? [side('live', 'The real system.', live.config)] : [])];
  return {
    $schema: dialect, title: `Settings of the connector ${port.id}`, description: `${title}.`,
    oneOf: sides.map(({ $defs: _apart, ...rest }) => rest), $defs: Object.assign({}, ...sides.map(({ $defs }) => $defs)) as unknown,
  };
}

/** A whole municipality; the settings of each plugin and connector stand in a file of their own, beside this one. */
export function municipalitySchema(plugins: readonly Pick<Contract, 'id' | 'title'>[], connectors: readonly AnyConnector[]): ConfigurationSchema {
  const { properties, required, ...rest } = z.object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) }).loose().parse(settingsOf(municipalityFields));
  const refer = (folder: string, things: readonly { readonly id: string; readonly title: string }[]) => Object.fromEntries(things.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, title }) => [id, { title: id, description: `${title}.`, $ref: `${folder}/${id}.schema.json` }]));
  return {
    $schema: dialect, title: 'A municipality', description: 'Which plugins a municipality has switched on, and which side of each connector it uses.', ...rest,
    properties: {
      ...properties,
      plugins: { title: 'Plugins', description: 'The plugins that are on, by id, with their settings.', type: 'object', properties: refer('plugins', plugins), additionalProperties: false },
      connectors: { title: 'Connectors', description: 'The connectors that it uses, by the id of their port.', type: 'object', properties: refer('connectors', connectors.map(({ port, title }) => ({ id: String(port.id), title }))), additionalProperties: false },
    },
    required: [...required, 'plugins', 'connectors'],
  };
}

/** A schema of settings with a title for each setting. References in it start from `root` in the document where it stands. */
export function settingsOf(schema: z.ZodType, root = '#'): ConfigurationSchema {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z.record(z.string(), z.unknown()).parse(titled(made, root));
}

function titled(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map((item) => titled(item, root));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, unknown]) => {
    if (key === '$ref' && typeof inner === 'string' && inner.startsWith('#')) return [key, `${root}${inner.slice(1)}`];
    if (key !== 'properties' || typeof inner !== 'object' || inner === null) return [key, titled(inner, root)];
    return [key, Object.fromEntries(Object.entries(inner).map(([name, field]: [string, unknown]) => [name, { title: words(name), ...z.record(z.string(), z.unknown()).parse(titled(field, root)) }]))];
  }));
}

/** `reminderAfterDays` as a person reads it: `Reminder after days`. */
function words(name: string): string {
  const parted = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('-', ' ').toLowerCase();
  return parted.charAt(0).toUpperCase() + parted.slice(1);
}
