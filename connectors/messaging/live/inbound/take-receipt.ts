import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { issuesOf } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { anyReceipt } from '../../wire/receipt.ts';
import { notProven, refused, taken, unreadable } from './answer-sender.ts';
import { proveSender } from './prove-sender.ts';
import type { ReceiptCredentials } from './receipt-credentials.ts';

/** `…/sms-receipts`, `…/letter-receipts`: what became of one message. Answered with 200 once it is durably taken in. */
export function takeReceipt(medium: 'sms' | 'letter', credentials: ReceiptCredentials, { secret, deliver }: Pick<InboundEnv<unknown>, 'secret' | 'deliver'>): (request: WireRequest) => Promise<WireAnswer> {
  return async ({ headers, body }) => {
    if (!proveSender(credentials, secret, headers)) return notProven();
    if (!/^application\/json\s*(;|$)/i.test(headers['content-type']?.trim() ?? '')) return unreadable([{ in: 'header', name: 'content-type', detail: 'application/json is expected' }]);
    const read = readJson(body);
    if ('flaw' in read) return unreadable([{ in: 'body', name: 'body', detail: `JSON in UTF-8 is expected (${read.flaw})` }]);
    const parsed = anyReceipt.safeParse(read.value);
    if (!parsed.success) return unreadable(issuesOf(parsed.error, 'body'));
    const { receiptId, messageId, status, reason, at } = parsed.data;
    try {
      // What the port does not understand is refused there, with the field named, and kept for a person: its sender is known.
      await deliver('report', receiptId, { medium, messageId, status, reason: reason ?? null, at: readInstant(at) });
      return taken({ receiptId });
    } catch (error) {
      return refused(error);
    }
  };
}

const instant = z.iso.datetime({ offset: true });

/** What is no moment in time stays what it is, and is refused by its name. */
function readInstant(given: unknown): unknown {
  const read = instant.safeParse(given);
  return read.success ? Date.parse(read.data) : given;
}
