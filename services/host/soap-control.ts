import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { isPublished } from '#services/tenancy/publication.ts';
import { isEnabled, type Engine } from './engine.ts';

export type SoapControl = ReturnType<typeof soapControl>;

/** What each municipality publishes over SOAP, looked up for each request: NIS codes are dated, and plugins go on and off. */
export function soapControl(engine: Pick<Engine, 'municipalities' | 'alwaysOn' | 'realNow'> & { readonly clock: Pick<Engine['clock'], 'now'> }, proofs: Pick<CallerProofs, 'vouch'>, publicUrl: () => string, secret: ReadSecret) {
  return {
    at: (nis: string) => {
      const found = [...engine.municipalities].find(([id, { definition }]) => nisOn(definition, dayOf(engine.clock.now(id))) === nis);
      if (!found) return undefined;
      const [municipality, { definition: { name: title, publish } }] = found;
      return publish && {
        municipality, title, address: `${publicUrl()}/soap/${nis}`,
        publishes: ({ name, plugin }: { readonly name: string; readonly plugin: { readonly id: string } }) => isPublished(publish, name) && isEnabled(engine, municipality, plugin.id),
        systems: (publish.systems ?? []).map(({ trustRoots, ...system }) => ({ ...system, rootsPem: () => secret(trustRoots) })),
      };
    },
    vouch: (caller: Caller) => proofs.vouch(caller),
    realNow: engine.realNow,
  };
}
