import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { NatsPlace } from '#services/bus/nats-connection.ts';

/** Settings of one node. Everything about a municipality stands in `config/municipalities/`. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Plugins and connectors from outside the repository: folders by their whole path, packages by name. */
  readonly plugins: readonly string[];
  /** Where the ends of the audit chains are noted. Best under another owner than the data, or on another machine. */
  readonly anchorsDir: string;
  /** Undefined: SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Undefined: no cluster, everything in this process. */
  readonly nats: NatsPlace | undefined;
  /** Back-office programs are answered on NATS. */
  readonly natsRequests: boolean;
  /** What happens is told on streams of NATS. */
  readonly natsEvents: boolean;
  /** Where the sandboxes of the outside are served; undefined: each runs inside this process. */
  readonly outsideUrl: string | undefined;
  /** Where outside systems reach this house, without a slash at the end. */
  readonly publicUrl: string;
  /** Proxies before this house, addresses and networks, whose `X-Forwarded-For` says where a request comes from. */
  readonly trustedProxies: readonly string[];
  /** After so much silence what a dead node held is taken over. */
  readonly takeOverAfterMs: number;
  /** Where Prometheus reads the metrics; undefined: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number; readonly token: string | undefined } | undefined;
  /** Where traces are sent, and how many of them; undefined: none are made. */
  readonly traces: { readonly endpoint: string; readonly headers: Readonly<Record<string, string>>; readonly ratio: number } | undefined;
  /** What this node does by itself; it answers the calls of the others in any case. */
  readonly roles: ReadonlySet<Role>;
  /** The outside systems that this node asks by itself, by port; those of the others it has asked by a node that does. */
  readonly reaches: 'all' | readonly string[];
  /** Of a node that has the role `connectors` only: the key of the bus, and none of what rests. It has no database. */
  readonly busKeyFile: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** `gateway`: requests from outside; `worker`: what waits in the outbox; `jobs`: what is due by the clock; `connectors`: asks outside systems, also for the others. */
export const roles = ['gateway', 'worker', 'jobs', 'connectors'] as const;
export type Role = typeof roles[number];

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('a port is a number from 0 to 65535').int('a port is a whole number').min(0).max(65_535, 'a port is at most 65535').default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  ANCHORS_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().regex(/^(sqlite:|postgres(ql)?:\/\/|mssql:\/\/)/, 'begins with sqlite:, postgres:// or mssql://').optional(),
  DATABASE_URL_FILE: z.string().min(1).optional(),
  NATS_URL: z.string().regex(/^(nats|tls):\/\/[^@,]+(,(nats|tls):\/\/[^@,]+)*$/, 'begins with nats:// or tls:// and holds no password (that stands in the file of NATS_CREDENTIALS)').optional(),
  NATS_CREDENTIALS: z.string().optional(),
  NATS_CA: z.string().optional(),
  NATS_CERTIFICATE: z.string().optional(),
  NATS_KEY: z.string().optional(),
  NATS_EVENTS: z.enum(['on', 'off'], 'is on or off').default('off'),
  NATS_REQUESTS: z.enum(['on', 'off'], 'is on or off').default('off'),
  OUTSIDE_URL: z.url({ protocol: /^https?$/, error: 'is an address that begins with http://' }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'is an address that begins with https:// (or http:// on this machine)' }).optional(),
  TRUSTED_PROXIES: z.string().default('').transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== '')).refine((all) => all.every(isNetwork), 'addresses or networks with commas between them: 10.0.0.5, 10.1.0.0/16'),
  PLUGINS: z.string().default('').transform((list) => list.split(',').map((part) => part.trim()).filter((part) => part !== '')).pipe(z.array(z.string().regex(/^(\/.+|(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*)$/, 'names folders by their whole path and packages by their name, with commas between'))),
  TAKE_OVER_AFTER_SECONDS: z.coerce.number('seconds are a number').min(1, 'at least 1 second').max(600, 'at most 600 seconds').default(60),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z.coerce.number('a port is a number from 0 to 65535').int('a port is a whole number').min(0).max(65_535, 'a port is at most 65535').optional(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'is an address that begins with https:// (or http:// on this machine)' }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default('').transform(headersIn).refine((all) => all.every(([name, value]) => /^[\w-]+$/.test(name) && value !== ''), 'names and values with commas between them: authorization=Bearer abc,tenant=gent'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('a share is a number from 0 to 1').min(0, 'a share is a number from 0 to 1').max(1, 'a share is a number from 0 to 1').default(1),
  ROLES: z.string().default(roles.join()).transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== '')).pipe(z.array(z.enum(roles, `some of ${roles.join(', ')}, with commas between them`)).min(1, 'a node without a role does nothing')),
  REACHES: z.string().transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== '')).pipe(z.array(z.string().regex(/^[a-z][a-z0-9-]*$/, 'names ports of outside systems, with commas between them, or all')).min(1, 'names ports of outside systems, or all')).optional(),
  BUS_KEY_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});

/** `name=value,name=value`, each value percent-encoded as OpenTelemetry has it (W3C Baggage). */
function headersIn(text: string): readonly (readonly [name: string, value: string])[] {
  return text.split(',').map((one) => one.trim()).filter((one) => one !== '').map((one) => {
    const [name = '', ...value] = one.split('=');
    return [name.trim(), unescaped(value.join('=').trim())] as const;
  });
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The names of all variables that are read. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** `10.0.0.5`, `2001:db8::5`, `10.0.0.0/8`. One of everybody is none: then anybody would say where he or she comes from. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  return family !== 0 && more.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** The only reader of the environment. @throws SettingsError that names the variable */
export function readSettings(environment: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(withAddressFrom(given));
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { HOST: host, PORT: port, DATA_DIR, ANCHORS_DIR, DATABASE_URL: databaseUrl, OUTSIDE_URL: outsideUrl, PUBLIC_URL, LOG_LEVEL: logLevel, TAKE_OVER_AFTER_SECONDS, TRUSTED_PROXIES: trustedProxies, PLUGINS: plugins } = parsed.data;
  const nats = natsIn(parsed.data);
  checkReach(parsed.data);
  if (nats) {
    checkBus(nats);
    if (!isOutpost(parsed.data.ROLES)) checkDatabase(databaseUrl);
  } else if (parsed.data.ROLES.length < roles.length) throw new SettingsError('ROLES: a node that is alone takes all of them; set NATS_URL to make it one of several');
  const metrics = metricsIn(parsed.data);
  if (outsideUrl !== undefined && !loopback.has(new URL(outsideUrl).hostname)) throw new SettingsError('OUTSIDE_URL: served sandboxes have no guard of their own, so they may only be on this machine (127.0.0.1, localhost, [::1])');
  return {
    host, port, plugins, dataDir: resolve(DATA_DIR), anchorsDir: ANCHORS_DIR === undefined ? join(resolve(DATA_DIR), 'audit-anchors') : resolve(ANCHORS_DIR), databaseUrl, nats, natsEvents: nats !== undefined && parsed.data.NATS_EVENTS === 'on', natsRequests: nats !== undefined && parsed.data.NATS_REQUESTS === 'on', outsideUrl,
    publicUrl: (PUBLIC_URL ?? `http://${host}:${port}`).replace(/\/$/, ''), metrics, traces: tracesIn(parsed.data), logLevel, trustedProxies, takeOverAfterMs: TAKE_OVER_AFTER_SECONDS * 1_000, roles: new Set(parsed.data.ROLES), reaches: reachesIn(parsed.data), busKeyFile: parsed.data.BUS_KEY_FILE,
  };
}

/** The address of a database holds a password, which is better in a file than in the environment of a process. */
function withAddressFrom(given: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  const { DATABASE_URL_FILE: file, DATABASE_URL: address } = given;
  if (file === undefined) return given;
  if (address !== undefined) throw new SettingsError('DATABASE_URL, DATABASE_URL_FILE: either the address or its file');
  try {
    return { ...given, DATABASE_URL: readFileSync(file, 'utf8').trim() };
  } catch {
    throw new SettingsError(`DATABASE_URL_FILE: ${file} cannot be read`);
  }
}

/** One variable by name: for secrets that the configuration names as `env:NAME`. */
export function environmentVariable(name: string): string | undefined {
  return process.env[name];
}

/** For the library of PC/SC, which can be told by its environment only: once, before anybody opens a reader in this process. */
export function pointPcscAt(socket: string): void {
  process.env['PCSCLITE_CSOCK_NAME'] = socket;
}

/** Who reaches the metrics sees how much is done where. On this machine that is its administrator; elsewhere only who has the token. */
function metricsIn({ METRICS_HOST: host, METRICS_PORT: port, METRICS_TOKEN: token }: z.output<typeof schema>): Settings['metrics'] {
  if (port === undefined) return undefined;
  if (!loopback.has(host) && token === undefined) throw new SettingsError('METRICS_TOKEN: metrics that are served beyond this machine ask for a token; set one, or leave METRICS_HOST at 127.0.0.1');
  return { host, port, token };
}

function tracesIn({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers, OTEL_TRACES_SAMPLER_ARG: ratio }: z.output<typeof schema>): Settings['traces'] {
  if (endpoint === undefined) return undefined;
  const { protocol, hostname } = new URL(endpoint);
  if (protocol !== 'https:' && !loopback.has(hostname)) throw new SettingsError('OTEL_EXPORTER_OTLP_ENDPOINT: a collector that is not on this machine is reached over https://');
  return { endpoint: endpoint.replace(/\/$/, ''), headers: Object.fromEntries(headers), ratio };
}

function natsIn({ NATS_URL: url, NATS_CREDENTIALS: credentials, NATS_CA: authorities, NATS_CERTIFICATE: certificate, NATS_KEY: key }: z.output<typeof schema>): NatsPlace | undefined {
  if ((certificate === undefined) !== (key === undefined)) throw new SettingsError('NATS_CERTIFICATE, NATS_KEY: a certificate and its key come together');
  return url === undefined ? undefined : { url, credentials, authorities, certificate, key };
}

/** A node that does nothing but ask outside systems. */
export function isOutpost(taken: Iterable<Role>): boolean {
  const [only, ...more] = new Set(taken);
  return only === 'connectors' && more.length === 0;
}

function reachesIn({ ROLES: taken, REACHES: named }: z.output<typeof schema>): Settings['reaches'] {
  if (!taken.includes('connectors')) return [];
  return named === undefined || named.includes('all') ? 'all' : named;
}

function checkReach({ ROLES: taken, REACHES: named, NATS_URL: bus, BUS_KEY_FILE: key, DATABASE_URL: database }: z.output<typeof schema>): void {
  if (named !== undefined && !taken.includes('connectors')) throw new SettingsError('REACHES: a node without the role connectors reaches nothing; give it that role, or leave this out');
  if (named !== undefined && bus === undefined) throw new SettingsError('REACHES: a node that is alone reaches everything; set NATS_URL to make it one of several');
  if (!isOutpost(taken)) {
    if (key !== undefined) throw new SettingsError('BUS_KEY_FILE: only a node whose one role is connectors does without the folder keys');
    return;
  }
  if (key === undefined && bus !== undefined) throw new SettingsError("BUS_KEY_FILE: a node whose one role is connectors has the key of the bus and no other; 'npm run eid -- keys bus' on another node writes its file");
  if (database !== undefined) throw new SettingsError('DATABASE_URL: a node whose one role is connectors has no database; leave its address out here');
}

/** Nodes of a cluster share one database. */
function checkDatabase(databaseUrl: string | undefined): void {
  if (databaseUrl === undefined || databaseUrl.startsWith('sqlite:')) {
    throw new SettingsError('NATS_URL: the nodes of a cluster share one database; set DATABASE_URL to PostgreSQL or SQL Server (SQLite stays on one machine, and carries no cluster)');
  }
}

/** What nodes say to each other is sealed, but who may connect, and how much he may send, is a matter of the server. */
function checkBus({ url, credentials, certificate }: NatsPlace): void {
  for (const { protocol, hostname } of url.split(',').map((each) => new URL(each))) {
    if (loopback.has(hostname)) continue;
    if (protocol !== 'tls:') throw new SettingsError('NATS_URL: a NATS server that is not on this machine is reached over TLS: tls://…');
    if (credentials === undefined && certificate === undefined) throw new SettingsError('NATS_CREDENTIALS: a NATS server that is not on this machine lets in only who is known to it; name the file of our credentials, or NATS_CERTIFICATE and NATS_KEY');
  }
}
