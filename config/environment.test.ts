import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSettings } from './environment.ts';

test('without settings it runs on this machine alone, on port 3000', () => {
  expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 3000, nats: undefined, databaseUrl: undefined });
});

test.each([
  ['a port that is no port', { PORT: 'eighty' }, 'PORT'],
  ['a database that nobody knows', { DATABASE_URL: 'oracle://x' }, 'DATABASE_URL'],
  ['a cluster without a shared database', { NATS_URL: 'nats://127.0.0.1:4222' }, 'DATABASE_URL'],
  ['a cluster on SQLite', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'sqlite:/tmp/x.sqlite' }, 'DATABASE_URL'],
  ['a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.5, proxy.example' }, 'TRUSTED_PROXIES'],
  ['a proxy that is everybody', { TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES'],
  ['a patience that is none', { TAKE_OVER_AFTER_SECONDS: '0' }, 'TAKE_OVER_AFTER_SECONDS'],
  ['a bus that leaves this machine in the clear', { NATS_URL: 'nats://10.0.0.1:4222', DATABASE_URL: 'postgres://h/eid' }, 'tls://'],
  ['a bus of which one server is in the clear', { NATS_URL: 'tls://a.example:4222,nats://b.example:4222', NATS_CREDENTIALS: '/run/eid.creds', DATABASE_URL: 'postgres://h/eid' }, 'tls://'],
  ['a bus elsewhere that would let in anybody', { NATS_URL: 'tls://nats.example:4222', DATABASE_URL: 'postgres://h/eid' }, 'NATS_CREDENTIALS'],
  ['a password in an address', { NATS_URL: 'nats://eid:secret@127.0.0.1:4222', DATABASE_URL: 'postgres://h/eid' }, 'NATS_CREDENTIALS'],
  ['metrics for everybody', { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }, 'METRICS_TOKEN'],
  ['a token that can be guessed', { METRICS_PORT: '9464', METRICS_TOKEN: 'secret' }, 'METRICS_TOKEN'],
  ['a collector elsewhere in the clear', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ['a header without a value', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example', OTEL_EXPORTER_OTLP_HEADERS: 'authorization' }, 'OTEL_EXPORTER_OTLP_HEADERS'],
  ['more than all traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example', OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG'],
  ['a role that nobody has', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://h/eid', ROLES: 'gateway,printer' }, 'ROLES'],
  ['a node without a role', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://h/eid', ROLES: ',' }, 'ROLES'],
  ['a node that is alone and leaves work to others', { ROLES: 'gateway' }, 'ROLES'],
  ['a reach without the role', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://h/eid', ROLES: 'worker', REACHES: 'bpost' }, 'REACHES'],
  ['a reach of nothing', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://h/eid', REACHES: ' , ' }, 'REACHES'],
  ['a reach of a node that is alone', { REACHES: 'bpost' }, 'REACHES'],
  ['a key of the bus beside the whole folder', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://h/eid', BUS_KEY_FILE: '/run/bus.json' }, 'BUS_KEY_FILE'],
  ['half a certificate', { NATS_CERTIFICATE: '/run/node.pem' }, 'NATS_KEY'],
])('%s is refused at the start, by name', (_title, environment, named) => {
  expect(() => readSettings(environment)).toThrow(named);
});

test('nobody reads metrics and no trace leaves before an administrator says so', () => {
  expect(readSettings({})).toMatchObject({ metrics: undefined, traces: undefined });
  expect(readSettings({ METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464, token: undefined });
  const said = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/', OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, tenant=a=b', OTEL_TRACES_SAMPLER_ARG: '0.1' };
  expect(readSettings(said).traces).toEqual({ endpoint: 'https://collector.example', headers: { authorization: 'Bearer abc', tenant: 'a=b' }, ratio: 0.1 });
});

test('the outside reaches this house where it listens, or at the address of the proxy before it', () => {
  expect(readSettings({ PORT: '3005' }).publicUrl).toBe('http://127.0.0.1:3005');
  expect(readSettings({ PUBLIC_URL: 'https://eid.example.be/' }).publicUrl).toBe('https://eid.example.be');
  expect(() => readSettings({ PUBLIC_URL: 'ftp://eid.example.be' })).toThrow('PUBLIC_URL');
});

test('a node takes every role, or those of a cluster that it is told', () => {
  const cluster = { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://127.0.0.1/eid' };
  expect([...readSettings({}).roles]).toEqual(['gateway', 'worker', 'jobs', 'connectors']);
  expect([...readSettings({ ...cluster, ROLES: ' worker , jobs' }).roles]).toEqual(['worker', 'jobs']);
});

test('a node asks all outside systems by itself, those that it is told, or none; what others reach they ask for it', () => {
  const cluster = { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://127.0.0.1/eid' };
  expect(readSettings({}).reaches).toBe('all');
  expect(readSettings({ ...cluster, ROLES: 'worker,connectors', REACHES: 'eid-tool, crm' }).reaches).toEqual(['eid-tool', 'crm']);
  expect(readSettings({ ...cluster, ROLES: 'worker,connectors', REACHES: 'all' }).reaches).toBe('all');
  expect(readSettings({ ...cluster, ROLES: 'gateway,worker' }).reaches).toEqual([]);
});

test('a node that only reaches outside systems has the key of the bus, and no database', () => {
  const outpost = { NATS_URL: 'nats://127.0.0.1:4222', ROLES: 'connectors', REACHES: 'bpost', BUS_KEY_FILE: '/run/bus.json' };
  expect(readSettings(outpost)).toMatchObject({ databaseUrl: undefined, busKeyFile: '/run/bus.json', reaches: ['bpost'] });
  expect(() => readSettings({ ...outpost, DATABASE_URL: 'postgres://h/eid' })).toThrow('DATABASE_URL');
  expect(() => readSettings({ ...outpost, BUS_KEY_FILE: '' })).toThrow('BUS_KEY_FILE');
});

test('no proxy is believed unless it is named', () => {
  expect(readSettings({}).trustedProxies).toEqual([]);
  expect(readSettings({ TRUSTED_PROXIES: ' 10.0.0.5 ,10.1.0.0/16,2001:db8::/32' }).trustedProxies).toEqual(['10.0.0.5', '10.1.0.0/16', '2001:db8::/32']);
});

test('a cluster on this machine with PostgreSQL is fine', () => {
  expect(readSettings({ NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://127.0.0.1/eid' }).nats?.url).toBe('nats://127.0.0.1:4222');
});

test('a cluster over several machines has TLS and credentials', () => {
  const settings = { NATS_URL: 'tls://a.example:4222,tls://b.example:4222', NATS_CREDENTIALS: '/run/eid.creds', NATS_CA: '/run/ca.pem', DATABASE_URL: 'postgres://db.example/eid' };
  expect(readSettings(settings).nats).toMatchObject({ url: settings.NATS_URL, credentials: '/run/eid.creds', authorities: '/run/ca.pem' });
});

test('the ends of the audit chains stand in the data folder, or where somebody else keeps them', () => {
  expect(readSettings({ DATA_DIR: '/srv/eid' }).anchorsDir).toBe(resolve('/srv/eid/audit-anchors'));
  expect(readSettings({ DATA_DIR: '/srv/eid', ANCHORS_DIR: '/mnt/worm' }).anchorsDir).toBe(resolve('/mnt/worm'));
});

test('the address of the database may stand in a file, so that its password is in no environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eid-settings-'));
  const file = join(folder, 'database-url');
  try {
    writeFileSync(file, 'postgres://eid:secret@db.example/eid\n');
    expect(readSettings({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://eid:secret@db.example/eid');
    expect(() => readSettings({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://h/eid' })).toThrow('either');
    writeFileSync(file, 'secret-without-an-address');
    expect(() => readSettings({ DATABASE_URL_FILE: file })).toThrow(/^DATABASE_URL: (?!.*secret)/);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(() => readSettings({ DATABASE_URL_FILE: file })).toThrow('cannot be read');
});
