import { hostname } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import type { Settings } from '#config/environment.ts';
import { municipalitiesFor } from '#config/municipalities-for.ts';
import { readSecret } from '#config/read-secret.ts';
import { borderNodeId } from '#services/bus/border-nodes.ts';
import { openBusKeyFile } from '#services/bus/bus-key-file.ts';
import { openLog } from '#services/host/open-log.ts';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import { loadParts } from '#services/outside-parts/load-parts.ts';
import { openOutpost, type Outpost } from '#services/reach/open-outpost.ts';
import { brokerOptions, transportOf } from '../../moleculer.config.ts';

/** This installation's node at the border: connectors, the bus and its own secrets; no database and no keys of what rests. */
export async function openOutpostNode(settings: Settings): Promise<Outpost> {
  const nodeId = borderNodeId(`${hostname()}-${process.pid}`);
  const log = openLog(settings.logLevel, nodeId);
  if (settings.busKeyFile === undefined) throw new ConfigurationError('BUS_KEY_FILE: is not set');
  const loaded = await loadParts({ named: settings.plugins, roots: [join(import.meta.dirname, '../..'), process.cwd()], house: catalogue });
  for (const { named, problems } of loaded.refused) log.error({ named, problems }, 'a part from outside does not fit and was left out');
  return openOutpost({
    offer: { plugins: [], connectors: [...catalogue.connectors, ...loaded.offer.connectors] }, municipalities: municipalitiesFor(settings), reaches: settings.reaches, keys: openBusKeyFile(settings.busKeyFile),
    secret: readSecret, broker: brokerOptions(settings, nodeId, log), transport: transportOf(settings), log,
  });
}
