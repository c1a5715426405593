import type { AnyConnector } from '#services/kernel/connector.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { asyncApiOf } from '#services/gateway/asyncapi/asyncapi.ts';
import { openApiOf } from '#services/gateway/openapi.ts';
import { surfaceOf } from '#services/gateway/surface.ts';
import { connectorSchema, municipalitySchema, pluginSchema } from '#services/tenancy/configuration-schemas.ts';

/** Everything that is generated from the contracts, by path below `reports/`. The same contracts give the same bytes. */
export function reportFiles(plugins: readonly AnyPlugin[], connectors: readonly AnyConnector[]): ReadonlyMap<string, string> {
  const contracts = plugins.map(({ contract }): AnyPlugin['contract'] => contract);
  const files: [string, string][] = [
    ['openapi.json', text(openApiOf(surfaceOf(plugins)))],
    ['asyncapi.json', text(asyncApiOf(contracts))],
    ['configuration/municipality.schema.json', text(municipalitySchema(contracts, connectors))],
    ...contracts.map((contract): [string, string] => [`configuration/plugins/${contract.id}.schema.json`, text(pluginSchema(contract))]),
    ...connectors.map((connector): [string, string] => [`configuration/connectors/${connector.port.id}.schema.json`, text(connectorSchema(connector))]),
  ];
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** One space of indentation: enough to read what changed, in files that are long. */
function text(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
