import { readFileSync } from 'node:fs';
import { connect, credsAuthenticator, usernamePasswordAuthenticator, type Authenticator, type ConnectionOptions, type NatsConnection } from 'nats';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';

/** Where a NATS server is, and how we are let in. References only (files, or what a connector's settings name), so that no secret stands here. */
export interface NatsPlace {
  /** `nats://…` or `tls://…`, several of one cluster parted by commas. */
  readonly url: string;
  /** What a `.creds` file holds (JWT and seed, as `nsc` writes it), or one line `user:password`. */
  readonly credentials?: string | undefined;
  /** Authorities by which the server's certificate is judged (PEM); those of the system when left out. */
  readonly authorities?: string | undefined;
  /** A certificate and key of our own, where the server asks for one (PEM). */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

/**
 * Options of a connection. Credentials are read anew whenever it is made again, and a refusal does not end it: by itself the library gives a connection up for good that was
 * refused twice, and a node would stay cut off after its password was replaced. Certificates are read once. @throws ConfigurationError that names the setting
 */
export function natsOptions({ url, credentials, authorities, certificate, key }: NatsPlace, read: (path: string) => string = readFile): ConnectionOptions {
  const servers = url.split(',').map((each) => new URL(each.trim()));
  const sealedLine = authorities !== undefined || certificate !== undefined || servers.some(({ protocol }) => protocol === 'tls:');
  return {
    servers: servers.map(({ host }) => host), maxReconnectAttempts: -1, reconnectTimeWait: 500, reconnectJitter: 500,
    ...(credentials !== undefined && { authenticator: whoWeAreNow(() => read(credentials)), ignoreAuthErrorAbort: true }),
    ...(sealedLine && { tls: {
      ...(authorities !== undefined && { ca: read(authorities) }),
      ...(certificate !== undefined && { cert: read(certificate) }), ...(key !== undefined && { key: read(key) }),
    } }),
  };
}

/** A connection beside that of the broker, for what back-office programs see. */
export function connectToNats(place: NatsPlace): Promise<NatsConnection> {
  return connect(natsOptions(place));
}

/** As it stands at each connection; what cannot be read then is what it was before, for an error here would end the connection too. */
function whoWeAreNow(read: () => string): Authenticator {
  let last = whoWeAre(read());
  return (nonce) => {
    try {
      last = whoWeAre(read());
    } catch {
      // Half written, or away for a moment: the next try reads it again.
    }
    return last(nonce);
  };
}

function whoWeAre(text: string): Authenticator {
  if (text.includes('-----BEGIN NATS USER JWT-----')) return credsAuthenticator(new TextEncoder().encode(text));
  const line = text.replace(/\r?\n$/, '');
  const colon = line.indexOf(':');
  if (colon < 1 || line.includes('\n')) throw new ConfigurationError('the credentials for NATS hold neither a NATS user JWT nor one line user:password');
  return usernamePasswordAuthenticator(line.slice(0, colon), line.slice(colon + 1));
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError(`NATS_CREDENTIALS, NATS_CA, NATS_CERTIFICATE, NATS_KEY: ${path} cannot be read`);
  }
}
