import { readJson } from '#connectors/rest-kit/read-json.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { issuesOf } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { receipt } from '../../wire/receipt.ts';
import { notProven, refused, taken, unreadable } from './answer-sender.ts';
import { proveSender } from './prove-sender.ts';
import type { ReceiptCredentials } from './receipt-credentials.ts';

/** `…/sms-receipts`, `…/letter-receipts`: what became of one message. Answered with 200 once it is durably taken in. */
export function takeReceipt(credentials: ReceiptCredentials, { secret, deliver }: Pick<InboundEnv<unknown>, 'secret' | 'deliver'>): (request: WireRequest) => Promise<WireAnswer> {
  return async ({ headers, body }) => {
    if (!proveSender(credentials, secret, headers)) return notProven();
    if (!/^application\/json\s*(;|$)/i.test(headers['content-type']?.trim() ?? '')) return unreadable([{ in: 'header', name: 'content-type', detail: 'application/json is expected' }]);
    const read = readJson(body);
    if ('flaw' in read) return unreadable([{ in: 'body', name: 'body', detail: `JSON in UTF-8 is expected (${read.flaw})` }]);
    const parsed = receipt.safeParse(read.value);
    if (!parsed.success) return unreadable(issuesOf(parsed.error, 'body'));
    const { receiptId, at, ...report } = parsed.data;
    try {
      await deliver('report', receiptId, { ...report, at: Date.parse(at) });
      return taken({ receiptId });
    } catch (error) {
      return refused(error);
    }
  };
}
