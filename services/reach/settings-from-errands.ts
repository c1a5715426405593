import type { AnyConnector } from '#services/kernel/connector.ts';
import type { Municipality } from '#services/tenancy/check-municipality.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import type { Errand } from './errand.ts';
import { outwardFailures } from './outward-failures.ts';

export interface FromErrands {
  readonly municipalities: ReadonlyMap<string, Municipality>;
  /** Business time of a municipality, as the last errand had it. */
  now(municipality: string): number;
  /** Where the outside reaches the gateways of this house, as the last errand had it. */
  publicUrl(): string;
  /** Takes over with what settings an errand is to be carried out. @throws outside.not-reached-here */
  take(errand: Errand): void;
}

export interface FromErrandsOptions {
  readonly definitions: readonly MunicipalityDefinition[];
  readonly connectors: readonly AnyConnector[];
  readonly realNow: () => number;
  /** This port of a municipality is reached in another way from now on. */
  readonly renew: (municipality: string, port: string) => void;
}

/** What a node without a database knows of the settings in force: what came with the errands. */
export function openFromErrands({ definitions, connectors, realNow, renew }: FromErrandsOptions): FromErrands {
  const municipalities = new Map(definitions.map((definition): [string, Municipality] => [definition.id, { definition, settings: new Map(), connectors: new Map(), resting: new Map(), version: 0 }]));
  const ahead = new Map<string, number>();
  let publicUrl = '';
  const seen = new Map<string, string>();
  return {
    municipalities,
    now: (municipality) => realNow() + (ahead.get(municipality) ?? 0),
    publicUrl: () => publicUrl,
    take: (errand) => {
      const { municipality, port, settings } = errand;
      const [known, connector] = [municipalities.get(municipality), connectors.find((candidate) => candidate.port.id === port)];
      const parsed = connector?.live?.config.safeParse(settings);
      // Another release, or a municipality of which this node was not told yet: it may be soon.
      if (!known || !connector || !parsed?.success) throw outwardFailures['not-reached-here']();
      ahead.set(municipality, errand.ahead);
      ({ publicUrl } = errand);
      const [key, text] = [`${municipality}/${port}`, JSON.stringify(settings)];
      if (seen.get(key) === text) return;
      seen.set(key, text);
      municipalities.set(municipality, { ...known, connectors: new Map(known.connectors).set(port, { mode: 'live', connector, config: parsed.data }) });
      renew(municipality, port);
    },
  };
}
