import { z } from 'zod';
import type { Lever } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';
import { pullLever, sandboxFailures } from '#services/host/pull-lever.ts';

/** `GET …/levers` lists them, `POST …/levers/<name>` pulls one. A refusal keeps its name and what the caller may do next. */
export async function serveLever(levers: Readonly<Record<string, Lever>>, method: string, name: string | undefined, body: Uint8Array): Promise<WireAnswer> {
  if (name === undefined) return json(200, { levers: Object.entries(levers).map(([known, { summary, input, shows }]) => ({ name: known, summary, ...(shows && { shows }), input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) })) });
  try {
    const lever = levers[name];
    if (!lever || method !== 'POST') throw sandboxFailures['no-such-lever']();
    return json(200, await pullLever(lever, body.length === 0 ? {} : parse(body)));
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { type, code: status, message: title, data } = error;
    return json(status, { type, status, title, ...data });
  }
}

/** What is no JSON is refused by the lever's own schema. */
function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
