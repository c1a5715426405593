import type { Context, ServiceSchema } from 'moleculer';
import { runErrand, type Running } from './run-errand.ts';

/** One service for each outside system that a node reaches: so the nodes know of each other who reaches what. No way in from outside, and nothing without a proof. */
export function reachServices(reached: readonly string[], running: Running): readonly ServiceSchema[] {
  return reached.map((port) => ({ name: `reach-${port}`, actions: { errand: { handler: (ctx: Context) => runErrand(running, port, ctx.params) } } }));
}
