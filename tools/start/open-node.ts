import { hostname } from 'node:os';
import { join } from 'node:path';
import { atOutside } from '#config/at-outside.ts';
import { catalogue } from '#config/catalogue.ts';
import type { Settings } from '#config/environment.ts';
import { municipalities } from '#config/municipalities.ts';
import { readSecret } from '#config/read-secret.ts';
import { openHouse, type House, type HouseOptions } from '#services/host/open-house.ts';
import { openLog } from '#services/host/open-log.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { brokerOptions } from '../../moleculer.config.ts';

/** This installation's node, without its HTTP surface: what `npm start` serves and the commands use by themselves. */
export function openNode(settings: Settings, overrides: Partial<HouseOptions> = {}): Promise<House> {
  const nodeId = `${hostname()}-${process.pid}`;
  return openHouse({
    offer: catalogue, municipalities: chosenBy(settings), secret: readSecret, dataDir: settings.dataDir, databaseUrl: settings.databaseUrl, takeOverAfterMs: settings.takeOverAfterMs,
    broker: brokerOptions(settings, nodeId), log: openLog(settings.logLevel, nodeId), ...overrides,
  });
}

/** With `OUTSIDE_URL`, each connector that has a live side talks over its real wire to the sandbox that is served there. */
function chosenBy({ outsideUrl, dataDir }: Settings): readonly MunicipalityDefinition[] {
  if (outsideUrl === undefined) return municipalities;
  return municipalities.map((definition) => atOutside(definition, { url: outsideUrl.replace(/\/$/, ''), folder: join(dataDir, 'sandboxes') }));
}
