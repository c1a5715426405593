import { z } from 'zod';
import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';
import { messaging } from '../../messaging.port.ts';
import type { receipt } from '../../wire/receipt.ts';
import { keptSecret } from './kept-secret.ts';
import { places, reportUser } from './served-places.ts';
import { writeBounce } from './write-bounce.ts';

const told = messaging.messages.report.payload.extend({ medium: z.enum(['email', 'sms', 'whatsapp', 'letter']) });
type Told = z.output<typeof told>;
const patienceMs = 5_000;

/** The sandbox tells a house what became of a message, each medium in its own way: a bounce as the mail that it is, a receipt of the gateway or of the print shop. */
export function tellHouse({ folder, fetch }: Pick<ServeEnv<unknown>, 'folder' | 'fetch'>, at: string): Deliver {
  return async (_message, id, payload) => {
    const report = told.parse(payload);
    const [path, type, body] = report.medium === 'email' ? ['bounces', 'message/rfc822', writeBounce(id, report)] : [`${report.medium}-receipts`, 'application/json', JSON.stringify(receiptOf(id, report))];
    const answer = await fetch(`${at}/${path}`, {
      method: 'POST', headers: { 'content-type': type, authorization: `Basic ${Buffer.from(`${reportUser}:${keptSecret(places(folder).reportPassword)}`).toString('base64')}` }, body, signal: AbortSignal.timeout(patienceMs),
    });
    if (answer.status !== 200) throw new Error(`report ${id} was not taken in (HTTP ${answer.status})`);
  };
}

/** A gateway knows nothing of reading. */
function receiptOf(receiptId: string, { messageId, status, reason, at }: Told): z.input<typeof receipt> {
  return { receiptId, messageId, status: status === 'read' ? 'delivered' : status, reason, at: new Date(at).toISOString() };
}
