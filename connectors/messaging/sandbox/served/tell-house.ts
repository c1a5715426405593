import { z } from 'zod';
import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';
import { messaging } from '../../messaging.port.ts';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import { places, reportUser } from './served-places.ts';
import { writeBounce } from './write-bounce.ts';

const report = messaging.messages.report.payload;
const medium = z.object({ medium: z.enum(['email', 'sms', 'letter']) });
const patienceMs = 5_000;

/** The sandbox tells a house what became of a message, each medium in its own way: a bounce as the mail that it is, a receipt of the gateway or of the print shop. */
export function tellHouse({ folder, fetch }: Pick<ServeEnv<unknown>, 'folder' | 'fetch'>, at: string): Deliver {
  return async (_message, id, payload) => {
    const [path, type, body] = written(id, payload);
    const answer = await fetch(`${at}/${path}`, {
      method: 'POST', headers: { 'content-type': type, authorization: `Basic ${Buffer.from(`${reportUser}:${keptSecret(places(folder).reportPassword)}`).toString('base64')}` }, body, signal: AbortSignal.timeout(patienceMs),
    });
    if (answer.status !== 200) throw new Error(`report ${id} was not taken in (HTTP ${answer.status})`);
  };
}

type Written = readonly [path: string, type: string, body: string];

/** What is not said as the port has it can be told as a receipt only: a bounce has no words for it. */
function written(id: string, payload: Readonly<Record<string, unknown>>): Written {
  const by = medium.safeParse(payload).data?.medium ?? 'sms';
  const known = report.safeParse(payload);
  return by === 'email' && known.success ? ['bounces', 'message/rfc822', writeBounce(id, known.data)] : [by === 'letter' ? 'letter-receipts' : 'sms-receipts', 'application/json', JSON.stringify(receiptOf(id, payload))];
}

/** A gateway knows nothing of reading. */
function receiptOf(receiptId: string, { medium: _medium, status, at, ...said }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { receiptId, ...said, status: status === 'read' ? 'delivered' : status, at: typeof at === 'number' ? new Date(at).toISOString() : at };
}
