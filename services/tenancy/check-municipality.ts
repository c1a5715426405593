import { z } from 'zod';
import type { AnyConnector } from '#services/kernel/connector.ts';
import type { InForce, Resting } from './in-force.ts';
import type { ChosenConnector, MunicipalityDefinition } from './municipality.ts';
import type { Offer } from './offer.ts';
import { deskSchema } from './desk.ts';
import { municipalityFields } from './municipality-fields.ts';
import { profileSchema } from './profile.ts';
import { websiteSchema } from './website.ts';

/** A municipality whose definition holds together. */
export interface Municipality {
  readonly definition: MunicipalityDefinition;
  /** Plugin id -> parsed settings. A plugin that is not in it is off. */
  readonly settings: ReadonlyMap<string, unknown>;
  /** Port id -> the connector and its parsed configuration. */
  readonly connectors: ReadonlyMap<string, CheckedConnector>;
  /** Plugin id -> what it had when it was switched off: with that, what began before (business time) goes on. */
  readonly resting: ReadonlyMap<string, Resting>;
  /** Of the settings that administrators changed; 0: as the configuration has it. */
  readonly version: number;
}

export interface CheckedConnector extends Pick<ChosenConnector, 'mode' | 'config' | 'leversAt'> { readonly connector: AnyConnector }

/** Nothing real hangs on it: its business time may be moved, and its outside can be told what to do. */
export function isTestSetup({ connectors }: Pick<Municipality, 'connectors'>): boolean {
  return [...connectors.values()].every(({ mode, leversAt, connector }) => mode === 'sandbox' || leversAt !== undefined || connector.ours === true);
}

/** Everything that is wrong with a definition, one sentence each, or the municipality when nothing is. */
export function checkMunicipality(definition: MunicipalityDefinition, offer: Offer, changes: Partial<Pick<InForce, 'resting' | 'version' | 'profile'>> = {}): { readonly problems: readonly string[]; readonly municipality: Municipality } {
  const problems: string[] = [];
  const complain = (what: string) => { problems.push(`municipality '${definition.id}': ${what}`); };
  const parse = (schema: z.ZodType, value: unknown, where: string): unknown => {
    const parsed = schema.safeParse(value);
    for (const issue of parsed.error?.issues ?? []) complain(`${where}${issue.path.length > 0 ? `, ${issue.path.join('.')}` : ''}: ${issue.message}`);
    return parsed.data;
  };

  if (!/^[a-z][a-z0-9]*$/.test(definition.id)) complain('the id has lower-case letters and digits only');
  if (definition.nis.length === 0) complain('a NIS code is missing');
  for (const { code, from } of definition.nis) {
    if (!/^\d{5}$/.test(code)) complain('a NIS code has 5 digits');
    if (!z.iso.date().safeParse(from).success) complain('a NIS code begins on a day YYYY-MM-DD');
  }

  // What does not fit is not in the definition: it is judged where it was set.
  if (changes.profile !== undefined) parse(profileSchema(definition), changes.profile, 'profile');
  parse(municipalityFields.shape.name, definition.name, 'name');
  parse(municipalityFields.shape.languages, definition.languages, 'languages');
  if (definition.website !== undefined) parse(websiteSchema, definition.website, 'website');
  if (definition.desk !== undefined) parse(deskSchema, definition.desk, 'desk');

  const settings = new Map<string, unknown>();
  for (const { contract, settings: given } of definition.plugins) {
    if (!offer.plugins.some((plugin) => plugin.contract.id === contract.id)) complain(`there is no plugin '${contract.id}'`);
    if (settings.has(contract.id)) complain(`plugin '${contract.id}' is switched on twice`);
    settings.set(contract.id, parse(contract.config, given, `plugin '${contract.id}'`));
  }

  const connectors: [string, CheckedConnector][] = [];
  for (const { port, config, ...chosen } of definition.connectors) {
    const connector = offer.connectors.find((candidate) => candidate.port.id === port.id);
    if (!connector) complain(`there is no connector for '${port.id}'`);
    else if (chosen.mode === 'live' && !connector.live) complain(`connector '${port.id}' has no live side`);
    else connectors.push([port.id, { ...chosen, connector, config: parse(schemaOf(connector, chosen.mode), config, `connector '${port.id}'`) }]);
  }

  const resting = [...changes.resting ?? []].flatMap(([id, { settings: last, since }]): [string, Resting][] => {
    const parsed = offer.plugins.find((plugin) => plugin.contract.id === id)?.contract.config.safeParse(last);
    return parsed?.success ? [[id, { settings: parsed.data, since }]] : [];
  });
  const municipality: Municipality = { definition, settings, connectors: new Map(connectors), resting: new Map(resting), version: changes.version ?? 0 };
  for (const { contract } of definition.plugins) {
    for (const port of Object.values(contract.uses)) {
      if (!municipality.connectors.has(port.id)) complain(`plugin '${contract.id}' needs a connector for '${port.id}'`);
    }
  }
  return { problems, municipality };
}

/** What judges the settings of one side of a connector. */
export function schemaOf({ config, live }: AnyConnector, mode: ChosenConnector['mode']): z.ZodType {
  return mode === 'live' && live ? live.config : config;
}
