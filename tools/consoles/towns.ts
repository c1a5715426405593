import type { z } from 'zod';
import type { House } from '#services/host/open-house.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Language } from '#services/kernel/context.ts';
import { isTestSetup } from '#services/tenancy/check-municipality.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { appointments } from '#plugins/appointments/appointments.contract.ts';
import { bpostDelivery } from '#plugins/bpost-delivery/bpost-delivery.contract.ts';
import { signIn } from '#plugins/sign-in/sign-in.contract.ts';

/** A municipality on which nothing real hangs, as the consoles know it. */
export interface Town {
  readonly id: string;
  readonly nis: string;
  readonly name: string;
  readonly languages: readonly Language[];
  /** Where its pages for citizens are; undefined where it has none. */
  readonly pages: string | undefined;
  /** Where those who work there have their screens. */
  readonly desk: string | undefined;
  /** Who makes visits, and who of bpost may hand cards over. */
  readonly officials: readonly string[];
  readonly employees: readonly string[];
  /** Its code in the login service of officials; undefined where they cannot sign in. */
  readonly organisation: string | undefined;
  readonly systems: readonly { readonly port: string; readonly title: string; readonly served: boolean }[];
}

/** Those of this house; none of a municipality that is live. */
export function townsOf({ engine, pages }: Pick<House, 'engine' | 'pages'>): readonly Town[] {
  return [...engine.municipalities].filter(([, municipality]) => isTestSetup(municipality)).map(([id, { definition, connectors, settings }]): Town => {
    const nis = nisOn(definition, dayOf(engine.clock.now(id)));
    const set = <S extends z.ZodType>({ id: plugin, config }: { readonly id: string; readonly config: S }) => config.safeParse(settings.get(plugin)).data;
    return {
      id, nis, name: definition.name, languages: definition.languages, pages: pages.at(nis, 'pages')?.url, desk: pages.at(nis, 'desk')?.url,
      officials: set(appointments)?.officials.map(({ official }) => official) ?? [],
      employees: set(bpostDelivery)?.employees.map(({ employee }) => employee) ?? [],
      organisation: set(signIn)?.organisation,
      systems: [...connectors].map(([port, { connector, leversAt }]) => ({ port, title: connector.title, served: leversAt !== undefined })),
    };
  });
}
