import { z } from 'zod';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { issuesOf } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { anyCallOutcome } from '../../wire/contact-centre.ts';
import { notProven, refused, taken, unreadable } from '../inbound/answer-sender.ts';
import { proveSender } from '../inbound/prove-sender.ts';
import type { ReceiptCredentials } from '../inbound/receipt-credentials.ts';

const instant = z.iso.datetime({ offset: true });

/** `…/call-outcomes`: how a call ended. Answered with 200 once it is durably taken in. */
export function takeCallOutcome(credentials: ReceiptCredentials, { secret, deliver }: Pick<InboundEnv<unknown>, 'secret' | 'deliver'>): (request: WireRequest) => Promise<WireAnswer> {
  return async ({ headers, body }) => {
    if (!proveSender(credentials, secret, headers)) return notProven();
    if (!/^application\/json\s*(;|$)/i.test(headers['content-type']?.trim() ?? '')) return unreadable([{ in: 'header', name: 'content-type', detail: 'application/json is expected' }]);
    const read = readJson(body);
    if ('flaw' in read) return unreadable([{ in: 'body', name: 'body', detail: `JSON in UTF-8 is expected (${read.flaw})` }]);
    const parsed = anyCallOutcome.safeParse(read.value);
    if (!parsed.success) return unreadable(issuesOf(parsed.error, 'body'));
    const { outcomeId, call, outcome, at } = parsed.data;
    const moment = instant.safeParse(at);
    try {
      // What the port does not understand is refused there, with the field named, and kept for a person: its sender is known.
      await deliver('callOutcome', outcomeId, { call, outcome, at: moment.success ? Date.parse(moment.data) : at });
      return taken({ outcomeId });
    } catch (error) {
      return refused(error);
    }
  };
}
