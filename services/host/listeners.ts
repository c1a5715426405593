import type { Engine } from './engine.ts';
import { isEnabled } from './engine.ts';

/** The plugins of a municipality that listen to an event. Those that are off miss it: that is what off means. */
export function listenersOf(engine: Pick<Engine, 'plugins' | 'municipalities' | 'alwaysOn'>, municipality: string, event: string): string[] {
  return [...engine.plugins.values()]
    .filter((plugin) => (plugin.listensToAll !== undefined || (plugin.listens && event in plugin.listens)) && isEnabled(engine, municipality, plugin.contract.id))
    .map((plugin) => plugin.contract.id);
}

/** The plugins of a municipality that receive a message of an outside system. */
export function receiversOf(engine: Pick<Engine, 'plugins' | 'municipalities' | 'alwaysOn'>, municipality: string, message: string): string[] {
  return [...engine.plugins.values()]
    .filter((plugin) => plugin.receives && message in plugin.receives && isEnabled(engine, municipality, plugin.contract.id))
    .map((plugin) => plugin.contract.id);
}
