import type { z } from 'zod';
import type { OutwardCall } from '#services/kernel/port.ts';
import { isWrite, messages, type EidOperation } from '../wire/eid-messages.ts';
import { failureOf } from './failure-table.ts';

/** One flavour of the wire: sends a message and gives back what came, as it came. */
export interface Flavour {
  readonly eid: (operation: EidOperation, message: object, exchange: Exchange) => Promise<unknown>;
  /** The person in the port's words; null when nobody has the number. */
  readonly person: (insz: string, exchange: Exchange) => Promise<unknown>;
}

export interface Exchange { readonly kind: 'read' | 'write'; readonly call: OutwardCall; readonly signal: AbortSignal }

type Input = object & { readonly sealed?: string | null };

/** Asks the eID service over this flavour: the ciphertext behind a reference is read at this last moment, and never kept. */
export async function askEid<S extends z.ZodType>(flavour: Flavour, operation: EidOperation, output: S, input: Input, call: OutwardCall): Promise<z.output<S>> {
  const kind = isWrite(operation) ? 'write' : 'read';
  const { request, answer } = messages[operation];
  const sealed = input.sealed === undefined ? {} : { sealed: input.sealed === null ? null : await call.sealed(input.sealed) };
  const who = { actor: call.actor, traceId: call.traceId };
  const context = kind === 'write' ? { requestKey: call.key, ...who } : who;
  // Parsed once more for the order of the fields: in XML it counts.
  const message = request.parse({ context, ...input, ...sealed });
  const came = answer.safeParse(await flavour.eid(operation, message, { kind, call, signal: call.signal }) ?? {});
  if (!came.success) throw failureOf('unverified', kind);
  return understood(output, came.data, kind);
}

export async function askPerson<S extends z.ZodType>(flavour: Flavour, output: S, { insz }: { readonly insz: string }, call: OutwardCall): Promise<z.output<S>> {
  return understood(output, await flavour.person(insz, { kind: 'read', call, signal: call.signal }), 'read');
}

/** What is said must also mean something. */
function understood<S extends z.ZodType>(output: S, said: unknown, kind: Exchange['kind']): z.output<S> {
  const parsed = output.safeParse(said);
  if (!parsed.success) throw failureOf('unverified', kind);
  return parsed.data;
}
