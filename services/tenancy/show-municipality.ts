import type { z } from 'zod';
import type { Port } from '#services/kernel/port.ts';
import type { administration } from './administration.contract.ts';
import { inForce, type Change } from './in-force.ts';
import type { AdministrationControls } from './plan-change.ts';
import { maskedSettings as settingsOf } from './written-settings.ts';
import type { MunicipalityDefinition } from './municipality.ts';

type Told = z.input<(typeof administration)['actions']['municipality']['output']>;
type Shown = z.input<(typeof administration)['actions']['show']['output']>;

/** Everything that a municipality could have, and what it has. */
export function showMunicipality({ offer, alwaysOn, fromOutside, definitionOf, municipalityOf }: AdministrationControls, municipality: string, changes: readonly Change[]): Shown {
  const now = inForce(definitionOf(municipality), changes, offer);
  const plugins = offer.plugins.map(({ contract }) => {
    const on = now.definition.plugins.find((enabled) => enabled.contract.id === contract.id);
    const resting = now.resting.get(contract.id);
    const always = alwaysOn.has(contract.id);
    return {
      plugin: contract.id, title: contract.title, state: on || always ? 'on' as const : resting ? 'finishing' as const : 'off' as const, alwaysOn: always, fromOutside: fromOutside.has(contract.id),
      needs: Object.values<Port>(contract.uses).map(({ id }) => id), settings: settingsOf((on ?? resting)?.settings),
    };
  });
  const connectors = offer.connectors.map(({ port, title, live }) => {
    const on = now.definition.connectors.find((chosen) => chosen.port.id === port.id);
    return { connector: port.id, title, state: on ? 'on' as const : 'off' as const, mode: on?.mode ?? null, canBeLive: live !== undefined, settings: settingsOf(on?.config) };
  });
  const missing = (part: string) => now.missing.flatMap((name) => (name.startsWith(`${part} '`) ? [name.slice(part.length + 2, -1)] : []));
  const gone = { title: 'Not in this programme', state: 'missing' as const, settings: null };
  return {
    version: now.version, inForce: municipalityOf(municipality).version,
    plugins: [...plugins, ...missing('plugin').map((plugin) => ({ ...gone, plugin, alwaysOn: false, fromOutside: true, needs: [] }))],
    connectors: [...connectors, ...missing('connector').map((connector) => ({ ...gone, connector, mode: null, canBeLive: false }))],
  };
}

/** What the municipality is itself, as it is in force. */
export function tellMunicipality({ id, name, nis, languages, website, desk, publish }: MunicipalityDefinition): Told {
  return { municipality: id, name, nis: nis.map((dated) => ({ ...dated })), languages: [...languages], website: settingsOf(website), desk: settingsOf(desk), publishes: Object.keys(publish ?? {}) };
}
