import { readFileSync } from 'node:fs';
import { connect, credsAuthenticator, type ConnectionOptions, type NatsConnection } from 'nats';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';

/** How this node reaches NATS. Files, so that no secret stands in the environment of a process. */
export interface NatsPlace {
  /** `nats://…` or `tls://…`, several of one cluster parted by commas. */
  readonly url: string;
  /** A `.creds` file (JWT and seed, as `nsc` writes it), or one line `user:password`. */
  readonly credentials?: string | undefined;
  /** Authorities by which the server's certificate is judged (PEM); those of the system when left out. */
  readonly authorities?: string | undefined;
  /** A certificate and key of our own, where the server asks for one (PEM). */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

/** Options of a connection, read anew for each: credentials that were replaced count from the next connection on. @throws ConfigurationError that names the setting */
export function natsOptions({ url, credentials, authorities, certificate, key }: NatsPlace): ConnectionOptions {
  const servers = url.split(',').map((each) => new URL(each.trim()));
  const sealedLine = authorities !== undefined || certificate !== undefined || servers.some(({ protocol }) => protocol === 'tls:');
  return {
    servers: servers.map(({ host }) => host), maxReconnectAttempts: -1, reconnectTimeWait: 500, reconnectJitter: 500,
    ...(credentials !== undefined && whoWeAre(read('NATS_CREDENTIALS', credentials))),
    ...(sealedLine && { tls: {
      ...(authorities !== undefined && { ca: read('NATS_CA', authorities) }),
      ...(certificate !== undefined && { cert: read('NATS_CERTIFICATE', certificate) }), ...(key !== undefined && { key: read('NATS_KEY', key) }),
    } }),
  };
}

/** A connection beside that of the broker, for what back-office programs see. */
export function connectToNats(place: NatsPlace): Promise<NatsConnection> {
  return connect(natsOptions(place));
}

function whoWeAre(text: string): Pick<ConnectionOptions, 'user' | 'pass' | 'authenticator'> {
  if (text.includes('-----BEGIN NATS USER JWT-----')) return { authenticator: credsAuthenticator(new TextEncoder().encode(text)) };
  const line = text.replace(/\r?\n$/, '');
  const colon = line.indexOf(':');
  if (colon < 1 || line.includes('\n')) throw new ConfigurationError('NATS_CREDENTIALS: the file holds neither a NATS user JWT nor one line user:password');
  return { user: line.slice(0, colon), pass: line.slice(colon + 1) };
}

function read(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError(`${setting}: ${path} cannot be read`);
  }
}
