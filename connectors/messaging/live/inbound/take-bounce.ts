import { createHash } from 'node:crypto';
import type { InboundEnv } from '#services/kernel/connector.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { notProven, refused, taken, unreadable } from './answer-sender.ts';
import { proveSender } from './prove-sender.ts';
import { readBounce } from './read-bounce.ts';
import type { EmailSettings } from '../email/email-settings.ts';

/**
 * `…/bounces`: the mail server posts each mail that comes to the address for bounces, as it is (`message/rfc822`). What tells nothing of a mail of ours is taken
 * too: a mail server that is refused a bounce writes a bounce.
 */
export function takeBounce({ credentials, addressKey }: NonNullable<EmailSettings['bounces']>, { secret, deliver, now }: Pick<InboundEnv<unknown>, 'secret' | 'deliver' | 'now'>): (request: WireRequest) => Promise<WireAnswer> {
  return async ({ headers, body }) => {
    if (!proveSender(credentials, secret, headers)) return notProven();
    if (!/^message\/rfc822\s*(;|$)/i.test(headers['content-type']?.trim() ?? '')) return unreadable([{ in: 'header', name: 'content-type', detail: 'message/rfc822 is expected' }]);
    const report = await readBounce(body, secret(addressKey));
    if (!report) return taken({ told: 'nothing' });
    try {
      // The very bytes make the number, and the moment is the bounce's own: a mail server that posts it again posts the same, and the house sees that it is. One without a moment is another each time.
      const at = report.at ?? now();
      const number = createHash('sha256').update(body).update(report.at === null ? `\n${at}` : '');
      await deliver('report', number.digest('hex'), { medium: 'email', ...report, at });
      return taken({ told: report.status });
    } catch (error) {
      return refused(error);
    }
  };
}
