import { join } from 'node:path';
import { eventStream } from '#connectors/event-stream/event-stream.port.ts';
import { backOfficeEvents } from '#plugins/back-office-events/back-office-events.contract.ts';
import { enable, live, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { atOutside } from './at-outside.ts';
import type { Settings } from './environment.ts';
import { municipalities } from './municipalities.ts';
import { pagesHere } from './pages-here.ts';

/**
 * The municipalities as this node serves them. With `OUTSIDE_URL`, each connector that has a live side talks over its real wire to the sandbox that is served there; with
 * `NATS_EVENTS`, what happens goes out on the NATS of the cluster too. Invitations of the demonstration lead to the pages here.
 */
export function municipalitiesFor({ outsideUrl, dataDir, nats, natsEvents, publicUrl }: Pick<Settings, 'outsideUrl' | 'dataDir' | 'nats' | 'natsEvents' | 'publicUrl'>): readonly MunicipalityDefinition[] {
  const here = municipalities.map((definition) => pagesHere(definition, { publicUrl, realNow: Date.now }));
  const pointed = outsideUrl === undefined ? here : here.map((definition) => atOutside(definition, { url: outsideUrl.replace(/\/$/, ''), folder: join(dataDir, 'sandboxes') }));
  return nats && natsEvents ? pointed.map((definition) => streaming(definition, nats)) : pointed;
}

/** A municipality that chose its own stream keeps it. */
function streaming(definition: MunicipalityDefinition, { url, ...files }: NonNullable<Settings['nats']>): MunicipalityDefinition {
  if (definition.connectors.some(({ port }) => port.id === eventStream.id)) return definition;
  const references = Object.fromEntries(Object.entries(files).flatMap(([name, path]) => (path === undefined ? [] : [[name, `file:${path}`]])));
  return { ...definition, plugins: [...definition.plugins, enable(backOfficeEvents, {})], connectors: [...definition.connectors, live(eventStream, { url, ...references })] };
}
