import { z } from 'zod';
import { secretReference } from '#services/kernel/secret.ts';
import { longestName } from '../../wire/bounce-address.ts';

const onThisMachine: readonly string[] = ['127.0.0.1', 'localhost', '::1'];
const hostName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/, 'a host is a name or an address');
const domain = z.string().regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, 'a domain is written in small letters, an international one as xn--…');
/** A name for people, on one line. */
const displayName = z.string().regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]{1,80}$/u, 'a name stands on one line');

/** The mail server of the municipality, and as whom its mail goes out. */
export const emailSettings = z.strictObject({
  host: hostName.describe('Mail server (submission) of the municipality or its provider.'),
  port: z.int().min(1).max(65_535).default(587).describe('Its port.'),
  tls: z.enum(['starttls', 'implicit', 'none']).default('starttls').describe('`starttls`: demanded, never merely taken where it is offered; `implicit`: from the first byte (port 465); `none`: on this machine itself only.'),
  trustRoots: secretReference.optional().describe('Root certificates that its certificate must lead to, PEM; without it the authorities that Node.js knows.'),
  login: z.strictObject({ user: z.string().min(1).max(128).describe('User name.'), password: secretReference.describe('Its password.') }).optional().describe('Left out where the server knows this machine by its address.'),
  ourName: domain.optional().describe('What we call ourselves (EHLO); the domain of the sender when left out.'),
  from: z.strictObject({ name: displayName.describe('Name that is shown.'), address: z.email().max(120).describe('Address.') }).describe('Whom a citizen sees as the sender. SPF, DKIM and DMARC of this domain must allow the mail server.'),
  replyTo: z.email().max(120).optional().describe('Where an answer of a citizen goes; the sender when left out.'),
  bounces: z.strictObject({
    address: z.email().max(120).refine((address) => address.indexOf('@') <= longestName, `at most ${longestName} characters before the @: our number is written behind them`)
      .describe('Envelope sender. `name+<number of the message and our seal>@…` is used, so that each bounce says which message it is about; the mail server delivers `name+…` where `name` goes.'),
    addressKey: secretReference.describe('A secret of ours, at least 32 characters by chance and used for nothing else: by it we know an address for bounces that is ours. Where it changes, bounces of mails that went out before tell nothing any more.'),
    credentials: z.strictObject({ user: z.string().regex(/^[^:\s]{1,64}$/, 'a user name has no colon and no space').describe('User name.'), password: secretReference.describe('Its password.') }).describe('How the mail server proves itself when it posts a bounce to us.'),
  }).optional().describe('Left out: bounces go to the sender, and nobody here hears of them.'),
  dkim: z.strictObject({ domain: domain.describe('Domain that signs.'), selector: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, 'a selector is a label of the DNS').describe('Which of its keys.'), privateKey: secretReference.describe('The key, PEM.') })
    .optional().describe('We sign (RFC 6376); left out where the mail server does.'),
  timeoutSeconds: z.int().min(1).max(60).default(20).describe('After so long of silence nobody waits any more.'),
}).refine(({ host, tls }) => tls !== 'none' || onThisMachine.includes(host), { path: ['tls'], error: 'without TLS on this machine itself only' });
export type EmailSettings = z.output<typeof emailSettings>;
