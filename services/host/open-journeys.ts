import { dossiers, type Dossier } from '#services/journey/dossier.store.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { isEnabled, restsSince, type Engine } from './engine.ts';

/** The dossier, when it was open already at the moment in which a plugin was switched off: for that one the plugin goes on. */
export async function begunBefore(engine: Engine, municipality: string, since: number, dossier: string | null | undefined): Promise<Dossier | undefined> {
  const found = typeof dossier === 'string' ? await engine.store.reader(municipality).first(dossiers, { id: dossier }) : undefined;
  return found && found.openedAt <= since ? found : undefined;
}

/**
 * Does a plugin hear this event or message? Off means: no, but for what an open journey needs to finish. Of that are events about a dossier that was open when
 * the plugin was switched off, and whatever an outside system says: it speaks of what was begun, and would not say it again.
 */
export async function hears(engine: Engine, municipality: string, { plugin, kind, dossier }: Pick<Item, 'plugin' | 'kind' | 'dossier'>): Promise<boolean> {
  if (isEnabled(engine, municipality, plugin)) return true;
  const since = restsSince(engine, municipality, plugin);
  if (since === undefined) return false;
  return kind === 'message' || await begunBefore(engine, municipality, since, dossier) !== undefined;
}
