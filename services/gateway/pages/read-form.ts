import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { gatewayFailures } from '../gateway-failures.ts';
import { readBytes } from '../read-body.ts';

const limitBytes = 64 * 1024;

/** The fields of a form as it was sent. @throws gateway.not-a-form, gateway.bad-input, and what `readBytes` throws */
export async function readForm(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw gatewayFailures['not-a-form']();
  const sent = new URLSearchParams((await readBytes(request, limitBytes)).toString('utf8'));
  // Without a prototype: a field may have any name.
  const fields: Record<string, string> = Object.setPrototypeOf({}, null);
  for (const [name, value] of sent) {
    if (name in fields) throw gatewayFailures['bad-input']({ issues: [{ in: 'body', name: /^[\w.-]{1,40}$/.test(name) ? name : 'field', detail: 'this field was sent twice' }] });
    fields[name] = value;
  }
  return fields;
}

/** Why each field was not taken, as codes for the catalogue: `missing`, or what the schema says. */
export function problemsOf(error: z.ZodError, values: Readonly<Record<string, string>>): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { path: [field], message } of error.issues) {
    const name = String(field ?? 'form');
    problems[name] ??= (values[name] ?? '').trim() === '' ? 'missing' : /^[a-z][a-z0-9-]*$/.test(message) ? message : 'wrong';
  }
  return problems;
}

/** A browser says where a form was sent from; what says nothing is judged by the proof alone. */
export function isFromElsewhere({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}
