import { municipalities } from '#config/municipalities.ts';
import { appointments } from '#plugins/appointments/appointments.contract.ts';
import { bpostDelivery } from '#plugins/bpost-delivery/bpost-delivery.contract.ts';
import type { Language } from '#services/belgium/language.ts';

/** Where the fictitious people live, and who comes to their homes. */
export interface DemoPlace {
  readonly nis: string;
  readonly city: string;
  readonly postcodes: readonly [string, ...string[]];
  /** In which the municipality writes; the first one is that of most. */
  readonly languages: readonly [Language, ...Language[]];
  readonly officials: readonly string[];
  /** Of bpost, certified. */
  readonly employees: readonly string[];
}

/** A configured municipality as it describes itself; undefined when none has this NIS code, or nobody there makes visits. */
export function demoPlaceOf(nis: string): DemoPlace | undefined {
  const definition = municipalities.find((candidate) => candidate.nis.some(({ code }) => code === nis));
  const settingsOf = (id: string): unknown => definition?.plugins.find(({ contract }) => contract.id === id)?.settings;
  const calendars = appointments.config.safeParse(settingsOf(appointments.id)).data?.officials ?? [];
  const [first, ...others] = new Set(calendars.flatMap(({ postcodes }) => postcodes));
  if (!definition || first === undefined) return undefined;
  return {
    nis, city: definition.name.replace(/^(Stad|Gemeente|Ville de|Commune de) /, ''), postcodes: [first, ...others], languages: definition.languages,
    officials: calendars.map(({ official }) => official),
    employees: bpostDelivery.config.safeParse(settingsOf(bpostDelivery.id)).data?.employees.map(({ employee }) => employee) ?? [],
  };
}
