import { join } from 'node:path';
import { servedSandbox, type ChosenConnector, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { catalogue } from './catalogue.ts';

export interface OutsidePlace { readonly url: string; /** Where the sandboxes keep their books, keys and certificates. */ readonly folder: string }

/** The municipality with each sandbox that can be served over its real wire set to live and pointed there. */
export function atOutside(definition: MunicipalityDefinition, { url, folder }: OutsidePlace): MunicipalityDefinition {
  // The example page that stands for the eID tool is there too.
  const { desk } = definition;
  const pointed = (chosen: ChosenConnector): ChosenConnector => {
    const { served, live } = catalogue.connectors.find(({ port }) => port.id === chosen.port.id) ?? {};
    if (chosen.mode !== 'sandbox' || !served || !live) return chosen;
    const place = `${url}/${definition.id}/${chosen.port.id}`;
    return servedSandbox(chosen.port, served.settings({ url: place, folder: join(folder, definition.id, chosen.port.id) }), `${place}/levers`);
  };
  return { ...definition, connectors: definition.connectors.map(pointed), ...(desk && { desk: { ...desk, hosts: [...desk.hosts ?? [], url] } }) };
}
