import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveJourney } from '#tools/journey/drive-journey.ts';
import { placeOf } from '#tools/journey/find-place.ts';
import { middlewareClient } from '#tools/journey/middleware-client.ts';
import { freePort, type RunningServer } from '#tools/system-packages/server-process.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';
import { startCommand } from '#tools/test-house/type-command.ts';

// The layout of deploy/compose.yaml without containers: the secrets of make-secrets.sh, NATS with its own configuration over TLS, PostgreSQL, three nodes.
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'eid-deployment-'));
const secret = (name: string) => join(folder, 'secrets', name);
const servers: RunningServer[] = [];
const nodes: RunningNode[] = [];
let border: RunningNode | undefined;

beforeAll(() => makeSecrets());
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await border?.stop();
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

function makeSecrets(): void {
  execFileSync('sh', [join(root, 'deploy/make-secrets.sh'), join(folder, 'secrets')], { env: { ...process.env, NATS_NAME: 'localhost' } });
}

test('making secrets twice changes none of them, and the folder is nobody else\'s', () => {
  const all = () => ['database-url', 'nats-credentials', 'nats-border-credentials', 'nats.env', 'nats-key.pem', 'register.env'].map((name) => readFileSync(secret(name), 'utf8'));
  const before = all();
  makeSecrets();
  expect(all()).toEqual(before);
  expect(statSync(join(folder, 'secrets')).mode & 0o077).toBe(0);
});

test('three nodes and one at the border find each other over TLS with the secrets of the deployment, and close a dossier', async () => {
  const passwords = Object.fromEntries(readFileSync(secret('nats.env'), 'utf8').trim().split('\n').map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const [database, bus] = await Promise.all([startPostgres(), startNats({
    configuration: join(root, 'deploy/nats/nats.conf'),
    environment: { ...passwords, EID_NATS_CERTIFICATE: secret('nats-certificate.pem'), EID_NATS_KEY: secret('nats-key.pem'), EID_NATS_CA: secret('nats-ca.pem'), EID_NATS_STORE: join(folder, 'streams') },
  })]);
  servers.push(database, bus);
  const environment = {
    DATA_DIR: join(folder, 'data'), DATABASE_URL: database.url, NATS_URL: bus.url.replace('nats://', 'tls://'), NATS_CREDENTIALS: secret('nats-credentials'), NATS_CA: secret('nats-ca.pem'), NATS_REQUESTS: 'on', NATS_EVENTS: 'on',
  };
  // None of the three asks an outside system: that is done at the border, by a node which has another password at NATS, hears less there, and opens neither database nor keys.
  const port = await freePort();
  // Partners are told one address for the whole house, that of the proxy: here the first node is it.
  const inner = { ...environment, ROLES: 'gateway,worker,jobs', PUBLIC_URL: `http://127.0.0.1:${port}` };
  nodes.push(await startNode({ ...inner, PORT: String(port) }, ['--no-demo']));
  expect(await startCommand(environment.DATA_DIR, ['keys', 'bus', '--out', secret('bus-key')], { DATABASE_URL: database.url })).toMatchObject({ status: 0 });
  border = await startNode({ ...environment, ROLES: 'connectors', DATA_DIR: join(folder, 'border'), DATABASE_URL: '', BUS_KEY_FILE: secret('bus-key'), NATS_CREDENTIALS: secret('nats-border-credentials'), NATS_REQUESTS: 'off', NATS_EVENTS: 'off' });
  expect(await (await fetch(`${border.url}/health`)).json()).toMatchObject({ status: 'UP', components: { bus: { status: 'UP' } } });
  for (const flags of [[], ['--no-demo']]) nodes.push(await startNode(inner, flags));
  for (const { url } of nodes) expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'UP', components: { store: { details: { dialect: 'postgres' } } } });
  const place = placeOf('44021');
  if (!place) throw new Error('Gent is not configured');
  const report = await driveJourney(middlewareClient(nodes[1]?.url ?? '', '44021'), { nis: '44021', ground: 'limited-availability', deliverBy: 'bpost', pay: 'bancontact' }, place, () => undefined);
  expect(report.state).toBe('closed');
  expect(existsSync(join(folder, 'border'))).toBe(false);
});
