import type { z } from 'zod';
import type { messaging } from '../../messaging.port.ts';

type Report = z.output<typeof messaging.messages.report.payload>;

/** A bounce as a mail server writes it (RFC 3464), or what a reader's program says when a mail was opened (RFC 8098), to the sender that stood on the envelope. */
export function writeBounce(id: string, to: string, { messageId, status, reason, at }: Report): string {
  const [type, report] = status === 'read'
    ? ['disposition-notification', ['Reporting-UA: sandbox', `Original-Message-ID: <${messageId}@sandbox.example>`, 'Disposition: manual-action/MDN-sent-manually; displayed']]
    : ['delivery-status', [
      'Reporting-MTA: dns; mail.sandbox.example', `Original-Envelope-Id: ${messageId}`, '', 'Final-Recipient: rfc822; citizen@sandbox.example', `Action: ${status}`,
      `Status: ${status === 'failed' ? enhanced(reason) : '2.0.0'}`,
    ]];
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mail.sandbox.example>', `To: <${to}>`, 'Subject: Undelivered Mail', `Message-ID: <${id}@mail.sandbox.example>`, `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-replied', 'MIME-Version: 1.0', `Content-Type: multipart/report; report-type=${type}; boundary="part"`, '',
    '--part', 'Content-Type: text/plain; charset=utf-8', '', 'This is what became of a mail.', '--part', `Content-Type: message/${type}`, '', ...report, '--part--', '',
  ].join('\r\n');
}

const enhanced = (reason: string | null): string => (reason !== null && /^5\.\d{1,3}\.\d{1,3}$/.test(reason) ? reason : '5.0.0');
