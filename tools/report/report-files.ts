import type { AnyConnector } from '#services/kernel/connector.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { asyncApiOf } from '#services/gateway/asyncapi/asyncapi.ts';
import { openApiOf } from '#services/gateway/openapi.ts';
import { describeMunicipality } from '#services/gateway/soap/describe-municipality.ts';
import { surfaceOf } from '#services/gateway/surface.ts';
import { nisOn, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { connectorSchema, municipalitySchema, pluginSchema } from '#services/tenancy/configuration-schemas.ts';

/** Everything that is generated from the contracts, by path below `reports/`. The same contracts give the same bytes. */
export function reportFiles(plugins: readonly AnyPlugin[], connectors: readonly AnyConnector[], municipalities: readonly MunicipalityDefinition[]): ReadonlyMap<string, string> {
  const contracts = plugins.map(({ contract }): AnyPlugin['contract'] => contract);
  const files: [string, string][] = [
    ['openapi.json', text(openApiOf(surfaceOf(plugins)))],
    ['asyncapi.json', text(asyncApiOf(contracts))],
    ['configuration/municipality.schema.json', text(municipalitySchema(contracts, connectors))],
    ...contracts.map((contract): [string, string] => [`configuration/plugins/${contract.id}.schema.json`, text(pluginSchema(contract))]),
    ...connectors.map((connector): [string, string] => [`configuration/connectors/${connector.port.id}.schema.json`, text(connectorSchema(connector))]),
    ...municipalities.flatMap((definition) => describeSoap(definition, plugins)),
  ];
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a municipality of the configuration publishes over SOAP, at an address that stands for its own. */
function describeSoap(definition: MunicipalityDefinition, plugins: readonly AnyPlugin[]): [string, string][] {
  const day = '9999-12-31';
  const wsdl = describeMunicipality(definition, plugins, { publicUrl: 'https://eid.example.be', day });
  return wsdl === undefined ? [] : [[`soap/${nisOn(definition, day)}.wsdl`, `${wsdl.trimEnd()}\n`]];
}

/** One space of indentation: enough to read what changed, in files that are long. */
function text(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
