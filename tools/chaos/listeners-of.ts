import { catalogue } from '#config/catalogue.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';

/** The plugins that listen to an event. */
export function listenersOf(event: string): readonly string[] {
  return catalogue.plugins.filter(({ listens }: AnyPlugin) => listens !== undefined && Object.hasOwn(listens, event)).map(({ contract }: AnyPlugin) => String(contract.id));
}
