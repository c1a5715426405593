import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import { bizaFailures, type biza } from '../../biza.port.ts';
import { messages, type EidOperation } from '../../wire/eid-messages.ts';

type Side = PortImplementation<typeof biza>;

/** Does what a message asks, in whatever flavour it came. Gives the answer as it travels. @throws the failures of the port */
export async function performRequest(side: Side, operation: EidOperation, value: unknown, signal: AbortSignal): Promise<unknown> {
  const parsed = messages[operation].request.safeParse(value);
  if (!parsed.success) throw bizaFailures['not-understood']();
  const { context, ...input } = parsed.data;
  const envelope: SealedEnvelope | null = 'sealed' in input ? input.sealed : null;
  const reference = envelope && randomUUID();
  const call: OutwardCall = {
    key: 'requestKey' in context ? context.requestKey : '', actor: context.actor, traceId: context.traceId, dossier: 'dossier' in input ? input.dossier : null, signal,
    sealed: (asked) => (envelope && asked === reference ? Promise.resolve(envelope) : Promise.reject(new Error('this message holds no such envelope'))),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the input was parsed by the message of this very operation
  const output: unknown = await side[operation](('sealed' in input ? { ...input, sealed: reference } : input) as never, call);
  return z.encode<z.ZodType>(messages[operation].answer, output);
}

/** A person by a number; null when nobody has it. */
export async function performLookUp(side: Side, number: unknown, signal: AbortSignal): Promise<z.input<(typeof biza.operations.person)['output']>> {
  const insz = inszSchema.safeParse(number);
  if (!insz.success) throw bizaFailures['not-understood']();
  return side.person({ insz: insz.data }, {
    key: '', actor: 'look-up', dossier: null, traceId: 'look-up', signal, sealed: () => Promise.reject(new Error('a look-up holds no envelope')),
  });
}
