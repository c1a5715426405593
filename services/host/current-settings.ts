import type { Log } from '#services/kernel/context.ts';
import type { Store } from '#services/kernel/tables.ts';
import type { Municipality } from '#services/tenancy/check-municipality.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import { inForce, type Change, type InForce } from '#services/tenancy/in-force.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { settingChanges, settingHeads } from '#services/tenancy/settings.store.ts';

export interface CurrentSettingsOptions {
  readonly store: Pick<Store, 'system' | 'reader'>;
  readonly definitions: readonly MunicipalityDefinition[];
  readonly offer: Offer;
  readonly check: (found: InForce) => { readonly problems: readonly string[]; readonly municipality: Municipality };
  /** These ports of a municipality are reached in another way from now on. */
  readonly renew: (municipality: string, ports: readonly string[]) => void;
  readonly log: Log;
}

/** Each municipality as it is now: its definition with what administrators changed. */
export interface CurrentSettings {
  readonly municipalities: ReadonlyMap<string, Municipality>;
  /** Takes over what was changed, here or by another node. One cheap look when nothing was. */
  refresh(): Promise<void>;
}

/** @throws when what was changed cannot be read: nobody works with settings that he only believes to be in force */
export async function openCurrentSettings(options: CurrentSettingsOptions): Promise<CurrentSettings> {
  const { store, definitions } = options;
  const municipalities = new Map<string, Municipality>();
  const seen = new Map<string, number>();
  const take = (definition: MunicipalityDefinition, changes: readonly Change[]) => {
    const before = municipalities.get(definition.id);
    const after = latestThatHolds(options, definition, changes);
    municipalities.set(definition.id, after);
    if (before) options.renew(definition.id, portsThatDiffer(before, after));
  };
  const look = async () => {
    const heads = new Map((await store.system((tables) => tables.find(settingHeads, { name: 'settings' }))).map(({ municipality, version }) => [municipality, version]));
    for (const definition of definitions) {
      const version = heads.get(definition.id) ?? 0;
      if (seen.get(definition.id) === version) continue;
      const changes = version === 0 ? [] : await store.reader(definition.id).find(settingChanges, {}, { by: [['version', 'asc']] });
      take(definition, changes);
      seen.set(definition.id, changes.at(-1)?.version ?? 0);
    }
  };
  await look();
  // One after the other: what was read first must not come into force last.
  let turn = Promise.resolve();
  const refresh = () => {
    turn = turn.catch(() => undefined).then(look);
    return turn;
  };
  return { municipalities, refresh };
}

/** A release may know settings that another one does not: the last good ones stay in force, and it is said why. The definition alone was found to hold at the start. */
function latestThatHolds({ offer, check, log }: CurrentSettingsOptions, definition: MunicipalityDefinition, changes: readonly Change[]): Municipality {
  for (let count = changes.length; ; count -= 1) {
    const found = inForce(definition, changes.slice(0, count), offer);
    const { problems, municipality } = check(found);
    if (found.missing.length > 0) log.error({ municipality: definition.id, missing: found.missing }, 'switched on, and not here: left out until it is here again');
    if (problems.length === 0 || count === 0) return municipality;
    log.error({ municipality: definition.id, version: found.version, problems }, 'changed settings do not hold together here: the version before stays in force');
  }
}

function portsThatDiffer({ connectors: before }: Municipality, { connectors: after }: Municipality): readonly string[] {
  const way = (from: Municipality['connectors'], port: string) => {
    const { mode, config, leversAt } = from.get(port) ?? {};
    return JSON.stringify([mode, config, leversAt]);
  };
  return [...new Set([...before.keys(), ...after.keys()])].filter((port) => way(before, port) !== way(after, port));
}
