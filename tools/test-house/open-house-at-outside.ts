import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { atOutside } from '#config/at-outside.ts';
import { catalogue } from '#config/catalogue.ts';
import { gent } from '#config/municipalities/gent.ts';
import { kortenberg } from '#config/municipalities/kortenberg.ts';
import { readSecret } from '#config/read-secret.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { openOutside, type Outside } from '#tools/outside/open-outside.ts';
import { openServedHouse, type ServedHouse } from './open-served-house.ts';
import { clockFrom, newDataDir, openTestHouse, type TestHouse, type TestHouseOptions } from './open-test-house.ts';

/** `towns`: those that are served, instead of Gent and Kortenberg as they are. */
export interface HouseAtOutsideOptions extends TestHouseOptions { readonly towns?: readonly MunicipalityDefinition[] }
export interface HouseAtOutside extends ServedHouse {
  readonly outside: Outside;
  /** Opens another node on the same data and at the same outside. */
  readonly openBeside: () => Promise<TestHouse>;
}

/** The real house with its gateway; every sandbox that can be served stands behind its real wire, on ports of its own. */
export async function openHouseAtOutside({ towns = [gent, kortenberg], ...options }: HouseAtOutsideOptions = {}): Promise<HouseAtOutside> {
  const dataDir = options.dataDir ?? newDataDir();
  const folder = join(dataDir, 'sandboxes');
  const realNow = clockFrom(options.start);
  // Each must know the other's address; the house is asked for its own when it has one.
  const houses: string[] = [];
  const outside = await openOutside({ offer: catalogue, municipalities: towns, folder, port: 0, realNow, houses: () => houses });
  const municipalities = towns.map((definition) => atOutside(definition, { url: outside.url, folder }));
  const same: TestHouseOptions = { ...options, dataDir, house: { realNow, publicUrl: () => houses[0] ?? '', secret: readSecret, municipalities, ...options.house } };
  const served = await openServedHouse(same);
  houses.push(served.url);
  return {
    ...served, outside, openBeside: () => openTestHouse(same),
    stop: async () => {
      await served.stop();
      await outside.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
