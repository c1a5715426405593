import { hostname } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import { isOutpost, type Settings } from '#config/environment.ts';
import { municipalitiesFor } from '#config/municipalities-for.ts';
import { readSecret } from '#config/read-secret.ts';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import { openHouse, type House, type HouseOptions } from '#services/host/open-house.ts';
import { openLog } from '#services/host/open-log.ts';
import { openObserving } from '#services/observe/open-observing.ts';
import { brokerOptions, transportOf } from '../../moleculer.config.ts';

/** This installation's node, without its HTTP surface: what `npm start` serves and the commands use by themselves. */
export function openNode(settings: Settings, overrides: Partial<HouseOptions> = {}): Promise<House> {
  // A command there would make a database and keys of its own.
  if (isOutpost(settings.roles)) throw new ConfigurationError('ROLES: a node whose one role is connectors has no database and no keys; do this on another node');
  const nodeId = `${hostname()}-${process.pid}`;
  const log = openLog(settings.logLevel, nodeId);
  return openHouse({
    offer: catalogue, outside: { named: settings.plugins, roots: [join(import.meta.dirname, '../..'), process.cwd()] }, municipalities: municipalitiesFor(settings), secret: readSecret, publicUrl: () => settings.publicUrl, dataDir: settings.dataDir, anchorsDir: settings.anchorsDir, databaseUrl: settings.databaseUrl, takeOverAfterMs: settings.takeOverAfterMs,
    broker: brokerOptions(settings, nodeId, log), transport: transportOf(settings), log, observing: openObserving({ metrics: settings.metrics !== undefined, traces: settings.traces, node: nodeId, log }),
    reaches: settings.reaches, works: { outbox: settings.roles.has('worker'), jobs: settings.roles.has('jobs'), clocks: true }, ...overrides,
  });
}
