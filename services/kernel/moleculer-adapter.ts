import type { Context, ServiceSchema } from 'moleculer';
import type { AnyPlugin } from './plugin.ts';

/**
 * A plugin as a Moleculer service: one action per action of its contract. `params` stay empty on purpose: schemas are not sent around the
 * cluster; each call is parsed where it is served.
 */
export function moleculerService(plugin: AnyPlugin, run: (plugin: AnyPlugin, action: string, input: unknown, meta: unknown) => Promise<unknown>): ServiceSchema {
  return {
    name: plugin.contract.id,
    actions: Object.fromEntries(Object.keys(plugin.contract.actions).map((action) => [
      action, { handler: (ctx: Context) => run(plugin, action, ctx.params, ctx.meta) },
    ])),
  };
}
