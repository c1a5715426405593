import { identityFailures } from '#services/identity/tokens.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { CallMeta, Engine } from './engine.ts';
import { runAction } from './run-action.ts';

/** What travels with a call from node to node, as it comes in: who calls is believed only by the proof. */
interface Carried { readonly proof?: unknown; readonly traceId?: unknown; readonly idempotencyKey?: unknown; readonly traceparent?: unknown; servedBy?: string; replayed?: boolean }

/** A call as it comes over the broker: nothing is done before it is known who calls. @throws identity.token-missing, identity.token-forged, identity.token-expired */
export async function serveCall(engine: Engine, proofs: CallerProofs, { plugin, action, input, meta }: { readonly plugin: AnyPlugin; readonly action: string; readonly input: unknown; readonly meta: unknown }): Promise<unknown> {
  const carried = meta as Carried;
  const { proof, traceId, idempotencyKey, traceparent } = carried;
  if (typeof proof !== 'string') throw identityFailures['token-missing']();
  const call: CallMeta = {
    caller: await proofs.verify(proof), traceId: typeof traceId === 'string' ? traceId : engine.newId(), ...(typeof idempotencyKey === 'string' && { idempotencyKey }),
  };
  const step = { kind: 'action', name: `${plugin.contract.id}.${action}`, municipality: call.caller.municipality, traceId: call.traceId, cause: traceparent } as const;
  const answer = await engine.watch.during(step, () => runAction(engine, plugin, action, input, call));
  // For the border, which tells who asked.
  carried.servedBy = engine.node;
  if (call.replayed) carried.replayed = true;
  return answer;
}
