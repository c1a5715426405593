import { z } from 'zod';
import { secretReference } from '#services/kernel/secret.ts';

/** Where the stream is, and how long it keeps what happened. */
export const eventStreamSettings = z.strictObject({
  url: z.string().regex(/^(nats|tls):\/\/[^@,]+(,(nats|tls):\/\/[^@,]+)*$/, 'begins with nats:// or tls:// and holds no password').describe('Servers of one cluster, parted by commas.'),
  credentials: secretReference.optional().describe('A NATS user JWT with its seed (.creds), or one line user:password.'),
  authorities: secretReference.optional().describe('Authorities by which the server\'s certificate is judged (PEM).'),
  certificate: secretReference.optional().describe('A certificate of our own, where the server asks for one (PEM).'),
  key: secretReference.optional().describe('Its private key (PEM).'),
  keepDays: z.int().min(1).max(400).default(30).describe('How long a program may be away without missing anything.'),
  replicas: z.int().min(1).max(5).default(1).describe('On how many servers of the cluster each event stands.'),
  timeoutSeconds: z.int().min(1).max(60).default(5).describe('After so long nothing was published.'),
});
export type EventStreamSettings = z.output<typeof eventStreamSettings>;
