import type { Offer } from './offer.ts';
import type { MunicipalityDefinition } from './municipality.ts';
import { profileId, profileNow, profileOf, withProfile } from './profile.ts';
import type { Mode, Part, SettingChange } from './settings.store.ts';

/** What of a change decides what is in force. */
export type Change = Pick<SettingChange, 'version' | 'deed' | 'part' | 'what' | 'mode' | 'backTo' | 'at' | 'settings'>;
/** A plugin that was switched off: what began before goes on with the settings that it had last. */
export interface Resting { readonly settings: unknown; /** Business time. */ readonly since: number }
export interface InForce {
  readonly version: number;
  readonly definition: MunicipalityDefinition;
  /** What it is itself, as written. */
  readonly profile: unknown;
  readonly resting: ReadonlyMap<string, Resting>;
  /** Switched on, and not among what this programme offers: left out until it is there again. */
  readonly missing: readonly string[];
}

interface On { readonly mode: Mode | null; readonly settings: unknown; /** The very part of the definition, as long as nobody changed it. */ readonly untouched: boolean }
type Layer = Readonly<Record<Part, ReadonlyMap<string, On>>>;

/** The definition with all changes up to the last one: the same on every node that has the same definition and offer. */
export function inForce(definition: MunicipalityDefinition, changes: readonly Change[], offer: Offer): InForce {
  const layers = new Map<number, Layer>([[0, layerOf(definition)]]);
  const resting = new Map<string, Resting>();
  let now = layerOf(definition);
  let version = 0;
  for (const change of changes.toSorted((a, b) => a.version - b.version)) {
    const before = now;
    now = change.deed === 'rollback' ? layers.get(change.backTo ?? 0) ?? before : changed(before, change);
    version = change.version;
    layers.set(version, now);
    for (const [id, { settings }] of before.plugin) if (!now.plugin.has(id)) resting.set(id, { settings, since: change.at });
    for (const id of now.plugin.keys()) resting.delete(id);
  }
  return { version, resting, ...definitionOf(definition, now, offer) };
}

function layerOf(definition: MunicipalityDefinition): Layer {
  const { plugins, connectors } = definition;
  return {
    plugin: new Map(plugins.map(({ contract, settings }) => [contract.id, { mode: null, settings, untouched: true }])),
    connector: new Map(connectors.map(({ port, mode, config }) => [port.id, { mode, settings: config, untouched: true }])),
    profile: new Map([[profileId, { mode: null, settings: profileOf(definition), untouched: true }]]),
  };
}

function changed(layer: Layer, { deed, part, what, mode, settings }: Change): Layer {
  if (part === null || what === null) return layer;
  const parts = new Map(layer[part]);
  if (deed === 'disable') parts.delete(what);
  else parts.set(what, { mode, settings, untouched: false });
  return { ...layer, [part]: parts };
}

function definitionOf(base: MunicipalityDefinition, { plugin, connector, profile }: Layer, offer: Offer): Pick<InForce, 'definition' | 'profile' | 'missing'> {
  const missing: string[] = [];
  const plugins = [...plugin].flatMap(([id, { settings, untouched }]) => {
    const known = untouched ? base.plugins.find(({ contract }) => contract.id === id) : undefined;
    const contract = offer.plugins.find((candidate) => candidate.contract.id === id)?.contract;
    if (!known && !contract) missing.push(`plugin '${id}'`);
    return known ?? (contract ? { contract, settings } : []);
  });
  const connectors = [...connector].flatMap(([id, { mode, settings, untouched }]) => {
    const known = untouched ? base.connectors.find(({ port }) => port.id === id) : undefined;
    const port = offer.connectors.find((candidate) => candidate.port.id === id)?.port;
    if (!known && !port) missing.push(`connector '${id}'`);
    // What an administrator sets is no test set-up, wherever the definition pointed it: levers are for those of the definition alone.
    return known ?? (port && mode ? { port, mode, config: settings } : []);
  });
  const itself = profileNow(base, profile.get(profileId)?.settings);
  return { definition: { ...withProfile(base, itself), plugins, connectors }, profile: itself, missing };
}
