import { resolve } from 'node:path';
import { readSettings } from './environment.ts';

test('without settings it runs on this machine alone, on port 3000', () => {
  expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 3000, natsUrl: undefined, databaseUrl: undefined });
});

test.each([
  ['a port that is no port', { PORT: 'eighty' }, 'PORT'],
  ['a database that nobody knows', { DATABASE_URL: 'oracle://x' }, 'DATABASE_URL'],
  ['a cluster without a shared database', { NATS_URL: 'nats://127.0.0.1:4222' }, 'DATABASE_URL'],
  ['a cluster on SQLite', { NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'sqlite:/tmp/x.sqlite' }, 'DATABASE_URL'],
  ['a patience that is none', { TAKE_OVER_AFTER_SECONDS: '0' }, 'TAKE_OVER_AFTER_SECONDS'],
  ['a bus that leaves this machine', { NATS_URL: 'nats://10.0.0.1:4222', DATABASE_URL: 'postgres://h/eid' }, 'this machine'],
])('%s is refused at the start, by name', (_title, environment, named) => {
  expect(() => readSettings(environment)).toThrow(named);
});

test('the outside reaches this house where it listens, or at the address of the proxy before it', () => {
  expect(readSettings({ PORT: '3005' }).publicUrl).toBe('http://127.0.0.1:3005');
  expect(readSettings({ PUBLIC_URL: 'https://eid.example.be/' }).publicUrl).toBe('https://eid.example.be');
  expect(() => readSettings({ PUBLIC_URL: 'ftp://eid.example.be' })).toThrow('PUBLIC_URL');
});

test('a cluster on this machine with PostgreSQL is fine', () => {
  expect(readSettings({ NATS_URL: 'nats://127.0.0.1:4222', DATABASE_URL: 'postgres://127.0.0.1/eid' }).natsUrl).toBe('nats://127.0.0.1:4222');
});

test('the ends of the audit chains stand in the data folder, or where somebody else keeps them', () => {
  expect(readSettings({ DATA_DIR: '/srv/eid' }).anchorsDir).toBe(resolve('/srv/eid/audit-anchors'));
  expect(readSettings({ DATA_DIR: '/srv/eid', ANCHORS_DIR: '/mnt/worm' }).anchorsDir).toBe(resolve('/mnt/worm'));
});
