import { readJson } from '#connectors/rest-kit/read-json.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { refused, taken, unreadable } from '../inbound/answer-sender.ts';
import { challengeTo, signedByMeta } from './prove-meta.ts';
import { readStatuses } from './read-statuses.ts';
import type { WhatsappSettings } from './whatsapp-settings.ts';

/** Meta gathers up to a thousand in one delivery. */
const most = 2_000;

/**
 * `…/whatsapp`: Meta asks once whether the address is ours (GET), and tells then what became of messages (POST). Acknowledged once everything in it is durably taken in; otherwise all
 * of it comes again, for days, and what was taken in before is known by its number.
 */
export function takeWhatsapp(settings: WhatsappSettings, { secret, deliver }: Pick<InboundEnv<unknown>, 'secret' | 'deliver'>): (request: WireRequest) => Promise<WireAnswer> {
  const tell = async ({ headers, body }: WireRequest): Promise<WireAnswer> => {
    // Nothing of it is looked at before it is known whose it is.
    if (!signedByMeta({ headers, body }, secret(settings.appSecret))) return { status: 401 };
    const read = readJson(body);
    const statuses = 'value' in read ? readStatuses(read.value, settings.phoneNumberId) : undefined;
    if (!statuses) return unreadable([{ in: 'body', name: 'body', detail: 'flaw' in read ? `JSON in UTF-8 is expected (${read.flaw})` : 'a delivery of a WhatsApp Business account is expected' }]);
    if (statuses.length > most) return { status: 413 };
    for (const { id, payload } of statuses) {
      try {
        await deliver('report', id, payload);
      } catch (error) {
        // What the house does not understand is kept there for a person; the others with it need not wait.
        if (!isFailure(error) || error.data.retry !== 'never') return refused(error);
      }
    }
    return taken({ taken: statuses.length });
  };
  return async (request) => {
    if (request.method === 'POST') return tell(request);
    if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET, POST' } };
    const challenge = challengeTo(request.query, secret(settings.verifyToken));
    return challenge === undefined ? { status: 403 } : { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }, body: challenge };
  };
}
