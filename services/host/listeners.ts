import type { Engine } from './engine.ts';
import { isEnabled, restsSince } from './engine.ts';

/** The plugins of a municipality that listen to an event. Those that are off miss it: that is what off means. One that was switched off may have to finish an open journey. */
export function listenersOf(engine: Pick<Engine, 'plugins' | 'municipalities' | 'alwaysOn'>, municipality: string, event: string, dossier: string | null): string[] {
  return [...engine.plugins.values()]
    .filter((plugin) => (plugin.listensToAll !== undefined || (plugin.listens && event in plugin.listens)) && (isEnabled(engine, municipality, plugin.contract.id) || (dossier !== null && restsSince(engine, municipality, plugin.contract.id) !== undefined)))
    .map((plugin) => plugin.contract.id);
}

/** The plugins of a municipality that receive a message of an outside system. One that was switched off still hears what is said of what it had begun: nobody would say it again. */
export function receiversOf(engine: Pick<Engine, 'plugins' | 'municipalities' | 'alwaysOn'>, municipality: string, message: string): string[] {
  return [...engine.plugins.values()]
    .filter((plugin) => plugin.receives && message in plugin.receives && (isEnabled(engine, municipality, plugin.contract.id) || restsSince(engine, municipality, plugin.contract.id) !== undefined))
    .map((plugin) => plugin.contract.id);
}
