import type { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';

/** A refusal in a provider's own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail = 'The request was refused.') {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export interface ProviderFront {
  readonly letsIn: (headers: WireRequest['headers']) => boolean;
  readonly answer: (request: WireRequest) => Promise<WireAnswer>;
  /** What a failure of the books behind it is called; undefined where it has broken. */
  readonly refusalOf: (failure: string) => Refusal | undefined;
  readonly write: (refusal: Refusal) => WireAnswer;
  readonly notLetIn: Refusal;
}

/** What the fronts of all providers have in common: who is let in, answers that are lost on their way, refusals. */
export function providerFront({ letsIn, answer, refusalOf, write, notLetIn }: ProviderFront): WireHandler {
  return async (request) => {
    if (!letsIn(request.headers)) return write(notLetIn);
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof Refusal) return write(error);
      if (isFailure(error, 'payment.no-answer')) return { status: 500, cut: true };
      const refusal = isFailure(error) ? refusalOf(error.type) : undefined;
      if (!refusal) throw error;
      return write(refusal);
    }
  };
}

export const json = (status: number, value: unknown, type = 'application/json'): WireAnswer => ({ status, headers: { 'content-type': type }, body: JSON.stringify(value) });

/** @throws Refusal naming the first field that is wrong */
export function bodyAs<S extends z.ZodType>(schema: S, { body }: WireRequest, refuse: (field: string) => Refusal): z.output<S> {
  const read = body.byteLength === 0 ? undefined : readJson(body);
  if (read === undefined || !('value' in read)) throw refuse('body');
  const parsed = schema.safeParse(read.value);
  if (!parsed.success) throw refuse(parsed.error.issues[0]?.path.join('.') ?? 'body');
  return parsed.data;
}
