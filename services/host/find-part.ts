import type { CommandCtx } from '#services/kernel/context.ts';
import type { AnyPlugin, ToldEvent } from '#services/kernel/plugin.ts';
import type { Port } from '#services/kernel/port.ts';
import type { Item } from '#services/outbox/outbox.store.ts';

/** The operation behind an effect's name, among the ports that the plugin uses; nothing when this release has none of that name. */
export function findEffect(plugin: AnyPlugin, name: string) {
  const dot = name.indexOf('.');
  const port = Object.values<Port>(plugin.contract.uses).find(({ id }) => id === name.slice(0, dot));
  const operationName = name.slice(dot + 1);
  const operation = port && Object.hasOwn(port.operations, operationName) ? port.operations[operationName] : undefined;
  return port && operation && operation.idempotency !== 'read' ? { id: port.id, port, operation, operationName } : undefined;
}
export type Effect = NonNullable<ReturnType<typeof findEffect>>;

export function effectOf(plugin: AnyPlugin, name: string): Effect {
  const effect = findEffect(plugin, name);
  if (!effect) throw new Error(`plugin '${plugin.contract.id}' uses no effect '${name}'`);
  return effect;
}

export type Handler = (ctx: CommandCtx, payload: unknown) => Promise<void>;

/** What the plugin does with an event or an inbound message; nothing when it does not listen to it (any more). */
export function findHandler(plugin: AnyPlugin, { kind, name, dossier, at }: Pick<Item, 'kind' | 'name' | 'dossier' | 'at'>): Handler | undefined {
  // Typed where the plugin was defined; by name it is only known here, and the payload was parsed when it was taken in.
  const handlers = (kind === 'event' ? plugin.listens : plugin.receives) as Readonly<Record<string, Handler>> | undefined;
  const { listensToAll } = plugin;
  if (kind === 'event' && listensToAll && handlers?.[name] === undefined) return (ctx, payload) => listensToAll(ctx, { name, payload: payload as ToldEvent['payload'], dossier, at });
  return handlers?.[name];
}
