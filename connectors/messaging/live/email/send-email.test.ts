import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import PostalMime from 'postal-mime';
import { bounceAddress } from '../../wire/bounce-address.ts';
import type { Mail } from './compose-mail.ts';
import { checkEmail } from './check-email.ts';
import { emailSettings } from './email-settings.ts';
import { sendEmail } from './send-email.ts';

/** A mail server, or what stands in its place, and what the house then knows of its mail. */

type Step = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot';
/** What it says at a step instead of yes; `null` breaks the connection off, `''` says nothing at all. */
let says: Partial<Record<Step, string | null>>;
let extensions: string[];
let taken: string[];
const sockets = new Set<Socket>();

const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  const say = (step: Step, line: string) => {
    const other = says[step];
    if (other === null) socket.destroy();
    else if (other !== '') socket.write(`${other ?? line}\r\n`);
  };
  let text = '';
  let inData = false;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    if (inData && says.body === null) socket.destroy();
    for (;;) {
      const end = inData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n');
      if (end < 0) return;
      const line = text.slice(0, end);
      text = text.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        taken.push(`${line}\r\n`);
        server.emit('progress');
        say('dot', '250 2.0.0 taken');
      } else if (line.startsWith('EHLO')) say('EHLO', ['250-mail.example', ...extensions.map((one) => `250-${one}`), '250 8BITMIME'].join('\r\n'));
      else if (line.startsWith('MAIL')) { asked.push(line); say('MAIL', '250 yes'); }
      else if (line.startsWith('RCPT')) { asked.push(line); server.emit('progress'); say('RCPT', '250 yes'); }
      else if (line === 'DATA') { inData = says.DATA === undefined; say('DATA', '354 go on'); }
      else socket.write(line === 'STARTTLS' ? '502 5.5.1 not here\r\n' : '250 yes\r\n');
    }
  });
  say('greeting', '220 mail.example ESMTP');
});
let asked: string[];
let port: number;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => new Promise((resolve) => { for (const socket of sockets) socket.destroy(); server.close(resolve); }));
beforeEach(() => { says = {}; taken = []; asked = []; extensions = ['DSN', 'SIZE 100000']; });

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const place = { host: '127.0.0.1', tls: 'none', from: { name: 'Stad Gent – eID, aan huis', address: 'eid@gent.example' }, timeoutSeconds: 5 } as const;
const envWith = (more: object = {}) => ({ config: emailSettings.parse({ ...place, port, ...more }), secret: () => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), realNow: () => Date.UTC(2026, 10, 24, 9) });
const mail: Mail = { to: 'noor.geheim@example.org', subject: 'Uw eID vervalt', body: 'Beste Noor\n\nTot gauw', language: 'nl', dossier: randomUUID() };
const key = randomUUID();
const send = (changes: Partial<Mail> = {}, more: object = {}, signal = new AbortController().signal) => sendEmail(envWith(more), { ...mail, ...changes }, { key, signal });
const failureOf = async (sending: Promise<unknown>) => {
  const failure: unknown = await sending.then((told) => ({ told }), (error: unknown) => error);
  expect(inspect(failure, { depth: 12 })).not.toContain('geheim');
  return failure;
};
const failed = (type: string, retry: string) => expect.objectContaining({ type: `messaging.${type}`, data: expect.objectContaining({ retry }) });
/** What came, without the doubling of dots at the beginning of a line (RFC 5321, 4.5.2). */
const received = () => PostalMime.parse((taken[0] ?? '').replaceAll(/(^|\r\n)\./g, '$1'));

test('a mail says what it is, whom it is from, and which message of ours', async () => {
  expect(await send()).toEqual({ messageId: key });
  const { headers, from, to, subject, text, messageId, date } = await received();
  const said = (name: string) => headers.find((header) => header.key === name)?.value;
  expect({ from, to, subject, text, messageId, date }).toMatchObject({
    from: { name: 'Stad Gent – eID, aan huis', address: 'eid@gent.example' }, to: [{ address: mail.to }], subject: mail.subject, text: 'Beste Noor\n\nTot gauw\n', messageId: `<${key}@gent.example>`, date: '2026-11-24T09:00:00.000Z',
  });
  expect([said('auto-submitted'), said('content-language'), said('x-about-dossier')]).toEqual(['auto-generated', 'nl', mail.dossier]);
});

test('a bounce will name the message it is about, by the address it goes to and by the envelope', async () => {
  const bounces = { address: 'bounces@gent.example', addressKey: 'env:KEY', credentials: { user: 'mail', password: 'env:P' } };
  await send({}, { bounces });
  expect(asked).toEqual([expect.stringMatching(new RegExp(`^MAIL FROM:<${bounceAddress(bounces.address, key, envWith().secret()).replace('+', '\\+')}> .*RET=HDRS ENVID=${key}`)), expect.stringMatching(/^RCPT TO:<noor\.geheim@example\.org> NOTIFY=FAILURE/)]);
});

test('a signature is set where a key is', async () => {
  await send({}, { dkim: { domain: 'gent.example', selector: 's1', privateKey: 'env:KEY' } });
  expect(taken[0]).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;.* d=gent\.example;/s);
});

test.each<[string, Partial<Mail>]>([
  ['a lone dot on a line', { body: 'a\n.\nb\n..\n.c' }], ['what looks like a header', { body: 'Bcc: a@example.org\n\nSubject: other' }], ['a line of 5,000 letters', { body: `${'x'.repeat(5_000)} end` }],
  ['emoji and other alphabets', { subject: 'Uw eID 🪪 łódź', body: '🪪 Łódź, ĳsland, été' }], ['line ends of another machine', { body: 'a\r\nb\rc' }], ['a subject that looks encoded', { subject: '=?utf-8?Q?Bcc:_a?=' }],
  ['a subject that looks like a header', { subject: 'Bcc: a@example.org' }], ['a line that begins with From', { body: 'From here\nFrom there' }], ['spaces at the ends of lines', { body: 'a  \n b\t\nc ' }],
])('%s arrives as it was written, on lines that every server takes', async (_what, changes) => {
  await send(changes);
  expect((taken[0] ?? '').split('\r\n').filter((line) => line.length > 998)).toEqual([]);
  const { subject, text, headers, to } = await received();
  expect(subject).toBe(changes.subject ?? mail.subject);
  expect(text?.replace(/\n$/, '')).toBe((changes.body ?? mail.body).replaceAll(/\r\n?/g, '\n'));
  expect([to?.map((one) => one.address), headers.some((header) => header.key === 'bcc')]).toEqual([[mail.to], false]);
});

test.each<[string, Partial<Mail>, string]>([
  ['a subject of two lines', { subject: 'a\r\nBcc: b@example.org' }, 'subject'], ['a subject with a line end alone', { subject: 'a\nb' }, 'subject'], ['an address of two lines', { to: 'a@example.org\r\nRCPT TO:<b@example.org>' }, 'to'],
  ['a subject that turns around', { subject: 'a\u202Eb' }, 'subject'], ['a body with a control character', { body: 'a\u0000b' }, 'body'], ['half an emoji', { body: 'a\uD83Db' }, 'body'],
])('%s is refused by its name, and nothing is sent', async (_what, changes, name) => {
  expect(await failureOf(send(changes))).toMatchObject({ type: 'messaging.text-unfit', data: { retry: 'never', issues: [{ name }] } });
  expect([asked, taken]).toEqual([[], []]);
});

test.each<[string, Partial<Record<Step, string | null>>, ReturnType<typeof failed>]>([
  ['no greeting but a closed door', { greeting: null }, failed('unavailable', 'safe')],
  ['a server that is going down', { greeting: '421 4.3.2 going down' }, failed('unavailable', 'safe')],
  ['a connection that breaks before the sender', { MAIL: null }, failed('unavailable', 'safe')],
  ['a connection that breaks before the text', { DATA: null }, failed('unavailable', 'safe')],
  ['a sender that is put off', { MAIL: '451 4.7.1 later' }, failed('unavailable', 'safe')],
  ['a sender that is refused', { MAIL: '550 5.7.1 not you' }, failed('not-let-in', 'safe')],
  ['a server that wants a password', { MAIL: '530 5.7.0 log in' }, failed('not-let-in', 'safe')],
  ['greylisting', { RCPT: '450 4.2.0 later' }, failed('unavailable', 'safe')],
  ['nobody of that name', { RCPT: '550 5.1.1 no such user' }, failed('address-refused', 'never')],
  ['nobody of that name, said without a status', { RCPT: '550 no such user' }, failed('address-refused', 'never')],
  ['a full mailbox', { RCPT: '552 5.2.2 full' }, failed('address-refused', 'never')],
  ['no relaying for us', { RCPT: '554 5.7.1 relay access denied' }, failed('not-let-in', 'safe')],
  ['text that is not wanted yet', { DATA: '451 4.3.0 later' }, failed('unavailable', 'safe')],
  ['a text that is put off after its dot', { dot: '451 4.3.0 disk full' }, failed('unavailable', 'safe')],
  ['a server that closes after the dot and says so', { dot: '421 4.4.2 bye' }, failed('unavailable', 'safe')],
  ['a text that is refused after its dot', { dot: '554 5.6.0 not this text' }, failed('not-taken', 'never')],
  ['an address that is refused after the dot', { dot: '550 5.1.1 no such user' }, failed('address-refused', 'never')],
  ['a connection that breaks after the dot', { dot: null }, failed('no-answer', 'ambiguous')],
  ['what is no SMTP after the dot', { dot: 'hello' }, failed('no-answer', 'ambiguous')],
])('%s: what the house knows then', async (_what, broken, expected) => {
  says = broken;
  expect(await failureOf(send())).toEqual(expected);
});

test('nobody listens: nothing was sent', async () => {
  expect(await failureOf(send({}, { port: 1 }))).toEqual(failed('unavailable', 'safe'));
});

test.each<[string, Partial<Record<Step, string | null>>, ReturnType<typeof failed>]>([
  ['before the text nothing was sent', { RCPT: '' }, failed('unavailable', 'safe')], ['after the dot nobody knows', { dot: '' }, failed('no-answer', 'ambiguous')],
])('when nobody waits any more: %s', async (_what, silent, expected) => {
  says = silent;
  const waiting = new AbortController();
  const sending = failureOf(send({}, {}, waiting.signal));
  const reached = silent.dot === undefined ? () => asked.length === 2 : () => taken.length === 1;
  while (!reached()) await once(server, 'progress');
  waiting.abort();
  expect(await sending).toEqual(expected);
});

test('a mail larger than the server takes is refused before anything is sent', async () => {
  extensions = ['SIZE 100'];
  expect(await failureOf(send())).toEqual(failed('not-taken', 'never'));
  expect(taken).toEqual([]);
});

test('a server that offers no encryption gets nothing where encryption is demanded', async () => {
  expect(await failureOf(send({}, { tls: 'starttls' }))).toEqual(failed('not-let-in', 'safe'));
  expect(asked).toEqual([]);
});

test('without encryption mail goes to this machine itself only', () => {
  expect(emailSettings.safeParse({ ...place, host: 'mail.gent.example' }).error?.issues).toMatchObject([{ path: ['tls'] }]);
});

test('the check says what is wrong in one sentence, and sends nothing', async () => {
  expect(await checkEmail(envWith())).toMatchObject([{ what: 'reachability', ok: true }, { what: 'credentials', ok: true }]);
  expect(await checkEmail(envWith({ port: 1 }))).toMatchObject([{ what: 'reachability', ok: false, says: expect.stringContaining('127.0.0.1:1') }]);
  expect(await checkEmail(envWith({ tls: 'starttls' }))).toMatchObject([{ ok: false, says: expect.stringContaining('STARTTLS') }]);
  expect(asked).toEqual([]);
});

test('the same message carries the same number when it is sent again', async () => {
  await send();
  await send();
  expect(taken.map((text) => /^Message-ID: (.*)\r$/m.exec(text)?.[1])).toEqual([`<${key}@gent.example>`, `<${key}@gent.example>`]);
});
