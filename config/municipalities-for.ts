import { join } from 'node:path';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { atOutside } from './at-outside.ts';
import type { Settings } from './environment.ts';
import { municipalities } from './municipalities.ts';

/** With `OUTSIDE_URL`, each connector that has a live side talks over its real wire to the sandbox that is served there. */
export function municipalitiesFor({ outsideUrl, dataDir }: Pick<Settings, 'outsideUrl' | 'dataDir'>): readonly MunicipalityDefinition[] {
  if (outsideUrl === undefined) return municipalities;
  return municipalities.map((definition) => atOutside(definition, { url: outsideUrl.replace(/\/$/, ''), folder: join(dataDir, 'sandboxes') }));
}
