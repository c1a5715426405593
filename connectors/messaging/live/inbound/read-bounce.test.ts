import { randomUUID } from 'node:crypto';
import { writeBounce } from '../../sandbox/served/write-bounce.ts';
import { bounceAddress } from '../../wire/bounce-address.ts';
import { readBounce } from './read-bounce.ts';

const key = randomUUID();
const secret = 'a secret of ours';
const read = (text: string) => readBounce(Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'), 'latin1'), secret);
const addressed = (about: string, by = secret) => bounceAddress('eid-bounces@gent.example', about, by);
const to = addressed(key);

/** As Postfix writes one, without the server's own names. */
const bounce = ({ to = 'eid-bounces@gent.example', action = 'failed', status = '5.1.1', envelope = '', returned = 'Message-ID: <other@gent.example>' } = {}) => `Return-Path: <>
From: MAILER-DAEMON@mail.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="AB.123/mail.example"

This is a MIME-encapsulated message.

--AB.123/mail.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
Action: failed
Status: 5.0.0

--AB.123/mail.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
${envelope}X-Postfix-Queue-ID: 4F2
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0100 (CET)

Final-Recipient: rfc822; noor@example.org
Original-Recipient: rfc822;noor@example.org
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <noor@example.org>: Recipient address rejected:
    User unknown

--AB.123/mail.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: eID <eid@gent.example>
${returned}
Subject: Uw eID vervalt

--AB.123/mail.example--
`;

test.each([
  ['the address that it goes to', bounce({ to })], ['the address in brackets, in capitals', bounce({ to: `"x" <${to.toUpperCase()}>` })],
  ['the number of the envelope', bounce({ to, envelope: `Original-Envelope-Id: ${key}\n` })], ['the mail that is returned', bounce({ to, returned: `Message-ID: <${key}@gent.example>` })],
  ['the mail that is returned, on a folded line', bounce({ to, returned: `Message-ID:\n <${key}@gent.example>` })], ['the whole mail that is returned', bounce({ to, returned: `Message-Id: <${key}@gent.example>` }).replace('text/rfc822-headers', 'message/rfc822')],
])('a bounce says which message failed, by %s', async (_where, text) => {
  expect(await read(text)).toEqual({ messageId: key, status: 'failed', reason: '5.1.1', at: null });
});

const another = randomUUID();
const whole = { to, envelope: `Original-Envelope-Id: ${key.toUpperCase()}\n`, returned: `Message-ID: <${key}@gent.example>` };
test('a bounce that says our number wherever it can is believed', async () => {
  expect(await read(bounce(whole))).toEqual({ messageId: key, status: 'failed', reason: '5.1.1', at: null });
});
test.each([
  ['the address that it goes to', { ...whole, to: addressed(another) }], ['the number of the envelope', { ...whole, envelope: `Original-Envelope-Id: ${another}\n` }],
  ['the mail that is returned', { ...whole, returned: `Message-ID: <${another}@gent.example>` }], ['a second address', { ...whole, to: `${to}, ${addressed(another)}` }],
  ['a second number of the envelope', { ...whole, envelope: `${whole.envelope}Original-Envelope-Id: ${another}\n` }],
])('a bounce of which %s names another message means nothing: who got one mail cannot speak of another', async (_where, parts) => {
  expect(await read(bounce(parts))).toBeUndefined();
});
const sealAndDomain = 16 + '@gent.example'.length;
const sealedByAnother = addressed(key, 'a secret of somebody else');
test.each([
  ['with the seal of another', { ...whole, to: sealedByAnother }], ['with its number alone', { ...whole, to: `eid-bounces+${key}@gent.example` }], ['without number', { ...whole, to: 'eid-bounces@gent.example' }],
  ['with the seal of another mail', { ...whole, to: `${to.slice(0, -sealAndDomain)}${addressed(another).slice(-sealAndDomain)}` }],
  ['beside one that is not', { ...whole, to: `${to}, ${sealedByAnother}` }],
  ['with a seal that is cut off', { ...whole, to: to.replace('@', '\0').replace(/.\0/, '@') }],
])('a report to an address of ours %s means nothing: anybody can write mail', async (_how, parts) => {
  expect(await read(bounce(parts))).toBeUndefined();
});
test('a read receipt that names one message and returns another means nothing', async () => {
  const receipt = (original: string) => bounce({ to }).replaceAll('delivery-status', 'disposition-notification').replace('Action: failed\nStatus: 5.1.1\nRemote', `Disposition: manual-action/MDN-sent-manually; displayed\nOriginal-Message-ID: <${original}@gent.example>\nRemote`);
  expect(await read(receipt(key))).toMatchObject({ messageId: key, status: 'read' });
  expect(await read(receipt(another))).toBeUndefined();
});
test('what stands at the beginning of a bounce counts, however long the mail is that it returns', async () => {
  const long = bounce({ to, returned: `Message-ID: <other@gent.example>${'\nX-A: b'.repeat(100_000)}` });
  expect(await read(long)).toEqual({ messageId: key, status: 'failed', reason: '5.1.1', at: null });
});
test.each([
  ['a delay', bounce({ to, action: 'delayed', status: '4.4.1' })], ['a mail that went on elsewhere', bounce({ to, action: 'relayed', status: '2.0.0' })], ['a report about another\'s mail', bounce()],
  ['an automatic answer', `From: noor@example.org\nTo: ${to}\nAuto-Submitted: auto-replied\nSubject: away\n\nAction: failed\nStatus: 5.1.1\n`],
  ['a mail that quotes a bounce', `From: x@example.org\nTo: ${to}\nContent-Type: text/plain\n\n${bounce({ to })}`], ['a report inside a mail', bounce({ to }).replace('multipart/report;', 'multipart/mixed;')],
  ['a report behind more text than is read', bounce({ to }).replace('I\'m sorry', () => 'so sorry\n'.repeat(10_000))], ['nothing', ''], ['no mail', '\u0000\u00FF\u00FE'], ['a report without parts', `To: ${to}\nContent-Type: multipart/report; boundary=a\n\n`], ['a number that is no number of ours', bounce({ to: 'eid-bounces+not-a-number@gent.example' })],
  ['parts without end', `To: ${to}\nContent-Type: multipart/report; boundary=a0\n\n${Array.from({ length: 400 }, (_, at) => `--a${at}\nContent-Type: multipart/report; boundary=a${at + 1}\n\n`).join('')}`],
  ['headers without end', `To: ${to}\n${'X-A: b\n'.repeat(100_000)}Content-Type: multipart/report; boundary=a\n\n`],
])('%s tells nothing of a mail of ours', async (_what, text) => {
  expect(await read(text)).toBeUndefined();
});

test('what stands in a code of another shape is not passed on', async () => {
  expect(await read(bounce({ to, status: 'noor@example.org' }))).toEqual({ messageId: key, status: 'failed', reason: null, at: null });
});

test.each([['delivered', null], ['read', null], ['failed', '5.2.2']] as const)('what the sandbox writes is read: %s', async (status, reason) => {
  expect(await read(writeBounce('1', to, { medium: 'email', messageId: key, status, reason, at: 0 }))).toEqual({ messageId: key, status, reason, at: 0 });
});
