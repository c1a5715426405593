import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import type { OpenSandbox, OpenServed } from '#services/kernel/connector.ts';
import { checkEmail } from '../../live/email/check-email.ts';
import { emailSettings } from '../../live/email/email-settings.ts';
import { sendEmail } from '../../live/email/send-email.ts';
import type { messaging } from '../../messaging.port.ts';
import { openMessaging } from '../open-messaging.ts';
import { mailKeys } from './mail-keys.ts';
import { servedMessaging } from './serve-messaging.ts';

/** A mail server that proves who it is, and wants to know who we are. */

let bench: SandboxBench<unknown>;
let sandbox: OpenSandbox<typeof messaging>;
let served: OpenServed;
let folder: string;
beforeAll(async () => {
  bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
  sandbox = openMessaging(bench.env);
  folder = join(bench.env.folder, 'messaging');
  served = await servedMessaging.open(sandbox, { ...bench.env, config: {}, folder, realNow: Date.now, url: 'http://127.0.0.1:9' });
  await mailKeys.open(join(folder, 'stranger'), Date.now());
});
afterAll(async () => { await served.close?.(); sandbox.close(); bench.remove(); });

const envWith = (changes: object) => {
  const { email } = z.object({ email: z.record(z.string(), z.unknown()) }).parse(servedMessaging.settings({ url: 'http://127.0.0.1:9', folder }));
  return { config: emailSettings.parse({ ...email, ...changes }), secret: (reference: string) => (reference === 'env:WRONG' ? 'wrong' : readFileSync(reference.slice('file:'.length), 'utf8')), realNow: Date.now };
};
const send = (changes: object) => sendEmail(envWith(changes), { to: 'noor@example.org', subject: 'Uw eID', body: 'Beste', language: 'nl', dossier: randomUUID() }, bench.call());
const stranger = () => ({ trustRoots: `file:${mailKeys.rootFile(join(folder, 'stranger'))}` });
const wrongPassword = { login: { user: 'eid-aan-huis', password: 'env:WRONG' } };
const sent = async () => z.object({ messages: z.array(z.unknown()) }).parse(await bench.pull(sandbox, 'messages', {})).messages.length;

test('a mail server that cannot prove who it is gets nothing, not even a password', async () => {
  await expect(send(stranger())).rejects.toMatchObject({ data: { retry: 'safe' } });
  expect(await checkEmail(envWith(stranger()))).toMatchObject([{ what: 'reachability', ok: false, says: expect.stringContaining('certificate') }]);
  expect(await sent()).toBe(0);
});

test('who brings another password is not let in: that holds mails back, and sends none to a person', async () => {
  await expect(send(wrongPassword)).rejects.toMatchObject({ type: 'messaging.not-let-in', data: { retry: 'safe' } });
  await expect(send({ login: undefined })).rejects.toMatchObject({ type: 'messaging.not-let-in', data: { retry: 'safe' } });
  expect(await checkEmail(envWith(wrongPassword))).toMatchObject([{ ok: true }, { what: 'credentials', ok: false, says: expect.stringContaining('password') }]);
  expect(await sent()).toBe(0);
});

test('who is proven is let in, and the check says until when the certificate holds', async () => {
  await send({});
  expect(await checkEmail(envWith({}))).toMatchObject([{ ok: true }, { ok: true }, { what: 'certificate', ok: true }]);
  expect(await sent()).toBe(1);
});

const asItCame = async (messageId: string) => z.object({ mail: z.unknown() }).parse(await served.levers?.['mail']?.pull({ messageId })).mail;
const post = (messageId: string) => {
  const { config, secret } = envWith({});
  return createTransport({ host: config.host, port: config.port, requireTLS: true, tls: { rejectUnauthorized: false }, auth: { user: 'eid-aan-huis', pass: secret(`file:${join(folder, 'mail-password')}`) } }).sendMail({
    from: 'eid@gent.example', to: 'noor@example.org', subject: 'Uw eID', text: 'Beste', html: '<p onclick="x()">Beste</p>', messageId, headers: { 'Content-Language': 'nl' },
    attachments: [{ filename: 'a "b".pdf', contentType: 'application/pdf', content: '%PDF' }],
  });
};

test('a mail is kept as it came, with its formatted text and its attachments', async () => {
  const key = randomUUID();
  await post(`<${key}@gent.example>`);
  expect(await asItCame(key)).toEqual({
    html: '<p onclick="x()">Beste</p>\n', attachments: [{ name: 'a "b".pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF').toString('base64') }],
    source: expect.stringContaining(`Message-ID: <${key}@gent.example>`),
  });
  expect(await asItCame(randomUUID())).toBeNull();
});

test('a mail whose number is no number of ours is taken, and no file is named by it', async () => {
  await post('<../out@gent.example>');
  expect(existsSync(join(folder, 'out.eml'))).toBe(false);
  expect(readdirSync(join(folder, 'mails')).every((name) => /^[0-9a-f-]{36}\.eml$/.test(name))).toBe(true);
});
