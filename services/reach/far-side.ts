import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall, Port, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import type { Deed } from './errand.ts';
import { outwardFailures } from './outward-failures.ts';
import { typeOf, type SendErrand } from './send-errand.ts';

type Perform = (input: unknown, call: OutwardCall) => Promise<unknown>;

/** A port whose operations are carried out by another node: to the outbox, the circuits and the callers it is a side like any other. */
export function farSide(municipality: string, port: Port, send: SendErrand): PortImplementation<Port> {
  const operations = Object.entries(port.operations).map(([operation, { idempotency }]) => {
    const by = (kind: 'perform' | 'lookUp'): Perform => async (input, call) => {
      const { key, dossier, actor, traceId, traceparent } = call;
      const deed: Deed = { kind, operation, input, key, dossier, actor, traceId, ...(traceparent !== undefined && { traceparent }), sealed: await enclosedWith(input, call) };
      try {
        return await send(municipality, port.id, deed);
      } catch (error) {
        // What changes nothing may be asked again, wherever the answer was lost.
        if ((idempotency === 'read' || kind === 'lookUp') && isFailure(error) && (error.type === 'outside.no-answer' || error.type === 'outside.node-lost')) throw outwardFailures.silent({ cause: error });
        throw error;
      }
    };
    return [operation, idempotency === 'look-up' ? { perform: by('perform'), lookUp: by('lookUp') } : by('perform')];
  });
  // By name the types of the operations are known to the port only, as with a side of this node.
  return Object.fromEntries(operations) as PortImplementation<Port>;
}

type Enclosed = SealedEnvelope | { readonly lacks: 'unknown' | 'expired' };

/** A reference to ciphertext stands under `sealed`, by agreement of all ports: it is read here, at the last moment, and goes along. */
async function enclosedWith(input: unknown, call: OutwardCall): Promise<Record<string, Enclosed>> {
  const reference = typeof input === 'object' && input !== null && 'sealed' in input ? input.sealed : undefined;
  if (typeof reference !== 'string') return {};
  try {
    return { [reference]: await call.sealed(reference) };
  } catch (error) {
    const type = typeOf(error);
    // The connector may never ask for it: then it is no fault.
    if (type === 'vault.unknown' || type === 'vault.expired') return { [reference]: { lacks: type === 'vault.unknown' ? 'unknown' : 'expired' } };
    throw error;
  }
}
