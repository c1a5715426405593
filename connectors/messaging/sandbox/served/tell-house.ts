import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';
import { messaging } from '../../messaging.port.ts';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import { bounceAddress } from '../../wire/bounce-address.ts';
import { bouncesAt, places, reportUser } from './served-places.ts';
import { whatsappPath } from '../../wire/whatsapp-wire.ts';
import { writeStatus } from './whatsapp-status.ts';
import { writeBounce } from './write-bounce.ts';

const report = messaging.messages.report.payload;
const medium = report.pick({ medium: true });
const patienceMs = 5_000;

/** The sandbox tells a house what became of a message, each medium in its own way: a bounce as the mail that it is, a receipt of the gateway or of the print shop, a signed delivery of Meta. */
export function tellHouse({ folder, fetch }: Pick<ServeEnv<unknown>, 'folder' | 'fetch'>, at: string): Deliver {
  return async (message, id, payload) => {
    const signed = message === 'callOutcome' ? undefined : ofWhatsapp(folder, payload);
    const [path, type, body] = message === 'callOutcome' ? outcomeOf(id, payload) : written(folder, id, payload);
    const basic = { 'content-type': type, authorization: `Basic ${Buffer.from(`${reportUser}:${keptSecret(places(folder).reportPassword)}`).toString('base64')}` };
    const answer = await fetch(signed ? `${at}${whatsappPath}` : `${at}/${path}`, { method: 'POST', headers: signed?.headers ?? basic, body: signed?.body ?? body, signal: AbortSignal.timeout(patienceMs) });
    if (answer.status !== 200) throw new Error(`report ${id} was not taken in (HTTP ${answer.status})`);
  };
}

function ofWhatsapp(folder: string, payload: Readonly<Record<string, unknown>>) {
  const known = medium.safeParse(payload).data?.medium === 'whatsapp' ? report.safeParse(payload) : undefined;
  return known?.success ? writeStatus(folder, known.data) : undefined;
}

type Written = readonly [path: string, type: string, body: string];

/** What is not said as the port has it can be told as a receipt only: a bounce has no words for it. */
function written(folder: string, id: string, payload: Readonly<Record<string, unknown>>): Written {
  const by = medium.safeParse(payload).data?.medium ?? 'sms';
  const known = report.safeParse(payload);
  if (by === 'email' && known.success) return ['bounces', 'message/rfc822', writeBounce(id, bounceAddress(bouncesAt, known.data.messageId, keptSecret(places(folder).bounceKey)), known.data)];
  return [by === 'letter' ? 'letter-receipts' : 'sms-receipts', 'application/json', JSON.stringify(receiptOf(id, payload))];
}

const outcomeOf = (outcomeId: string, { at, ...said }: Readonly<Record<string, unknown>>): Written =>
  ['call-outcomes', 'application/json', JSON.stringify({ outcomeId, ...said, at: typeof at === 'number' ? new Date(at).toISOString() : at })];

/** A gateway knows nothing of reading. */
function receiptOf(receiptId: string, { medium: _medium, status, at, ...said }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { receiptId, ...said, status: status === 'read' ? 'delivered' : status, at: typeof at === 'number' ? new Date(at).toISOString() : at };
}
