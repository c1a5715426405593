import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { makeTestCertificate, type TestIdentity } from '#services/wire-kit/ws-security/test-certificates.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import { openDeviceHouse, type DeviceHouse } from '#tools/test-house/open-device-house.ts';
import { enrolCommand } from './commands/enrol.ts';
import { agentHome } from './home/agent-home.ts';
import { enrolAgent } from './home/enrol-agent.ts';
import { openAgent, type Agent } from './open-agent.ts';

/** The real house behind a proxy that ends TLS, as it stands at a municipality, with an authority that no system knows; an agent that comes through it. */
const folder = mkdtempSync(join(tmpdir(), 'agent-tls-'));
const [from, to] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
/** `DNS:` or the four bytes of an IPv4 address, as one GeneralName (RFC 5280, 4.2.1.6). */
const namedFor = (tag: number, value: Buffer) => ({ oid: '2.5.29.17', critical: false, value: new Uint8Array([0x30, value.length + 2, tag, value.length, ...value]) });
const [thisMachine, elsewhere] = [namedFor(0x87, Buffer.from([127, 0, 0, 1])), namedFor(0x82, Buffer.from('house.example'))];
type Authority = TestIdentity & { readonly name: string };

let t: DeviceHouse;
let [authority, other]: Authority[] = [];
const open = new Set<Server>();
let agent: Agent | undefined;
let devices = 0;

beforeAll(async () => {
  t = await openDeviceHouse();
  authority = await makeTestCertificate({ name: 'CN=Authority of the city', ca: {}, from, to });
  other = await makeTestCertificate({ name: 'CN=Authority of nobody', ca: {}, from, to });
});
afterEach(async () => {
  await agent?.close();
  agent = undefined;
});
afterAll(async () => {
  for (const server of open) await closed(server);
  await t.stop();
  rmSync(folder, { recursive: true });
});

const theirs = () => { if (!authority || !other) throw new Error('there are no authorities'); return { authority, other }; };
/** A proxy that shows a certificate of this authority, for this name. */
async function proxy(issuer: Authority, name = thisMachine, port = 0): Promise<{ server: Server; port: number }> {
  const { certificatePem: cert, privateKeyPem: key } = await makeTestCertificate({ name: 'CN=house', issuer, from, to, extensions: [name] });
  const server = createServer({ cert, key }, (near) => {
    const far = connect(t.port, '127.0.0.1');
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
    sockets.add(near);
  }).on('tlsClientError', () => undefined).listen(port, '127.0.0.1');
  await once(server, 'listening');
  open.add(server);
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}
const sockets = new Set<{ destroy(): void }>();
async function closed(server: Server): Promise<void> {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  open.delete(server);
  server.close();
  await once(server, 'close');
}
const newDevice = () => { devices += 1; return `tablet-tls-${devices}`; };
const newHome = () => agentHome(mkdtempSync(join(folder, 'home-')));
const listed = async (device: string) => (await t.house.agents.linesOf('gent').list()).find((one) => one.device === device)?.state;
const comes = async (is: () => boolean | Promise<boolean>) => { while (!await is()) await new Promise(setImmediate); };

test('a device enrols with the authority that it was given, and its line goes over TLS', async () => {
  const { port } = await proxy(theirs().authority);
  const [device, home] = [newDevice(), newHome()];
  const ca = join(folder, 'authority.pem');
  writeFileSync(ca, theirs().authority.certificatePem);
  const said: string[] = [];
  const terminal = { say: (line: string) => { said.push(line); }, ask: () => Promise.resolve('') };
  expect(await enrolCommand.run({ at: `https://127.0.0.1:${port}`, municipality: '44021', code: await t.invite(device), ca }, home.folder, terminal)).toBe(0);
  expect(said[0]).toContain(`enrolled as ${device}`);
  const running = openAgent({ home, reader: inProcessReader() });
  agent = running;
  await comes(() => running.standing().line === 'open');
  expect(await listed(device)).toMatchObject({ cardReader: 'no-card' });
});

test.each<[string, () => Promise<{ port: number }>, () => string | undefined]>([
  ['of an authority that it was not given', () => proxy(theirs().other), () => theirs().authority.certificatePem],
  ['where it was given none', () => proxy(theirs().authority), () => undefined],
  ['for another name', () => proxy(theirs().authority, elsewhere), () => theirs().authority.certificatePem],
])('a device tells its code to nobody who shows a certificate %s', async (_title, shown, ca) => {
  const { port } = await shown();
  const [device, home] = [newDevice(), newHome()];
  const code = await t.invite(device);
  await expect(enrolAgent({ home, at: `https://127.0.0.1:${port}`, nis: '44021', code, ca: ca() })).rejects.toMatchObject({ name: 'EnrolmentRefused', code: 'unreachable' });
  // It is good still: nobody saw it.
  await expect(enrolAgent({ home, at: `http://127.0.0.1:${t.port}`, nis: '44021', code })).resolves.toMatchObject({ device });
});

test('a line does not go over what shows another authority\'s certificate, and is open again when the right one is back', async () => {
  const right = await proxy(theirs().authority);
  const [device, home] = [newDevice(), newHome()];
  await enrolAgent({ home, at: `https://127.0.0.1:${right.port}`, nis: '44021', code: await t.invite(device), ca: theirs().authority.certificatePem });
  await closed(right.server);
  const wrong = await proxy(theirs().other, thisMachine, right.port);
  const running = openAgent({ home, reader: inProcessReader() });
  agent = running;
  const whys = new Set<string>();
  await comes(() => {
    const standing = running.standing();
    if (standing.line === 'waiting') whys.add(standing.why);
    return whys.size > 0;
  });
  expect([...whys]).toEqual([expect.stringMatching(/^(unable-to|self-signed)/)]);
  expect(await listed(device)).toBeUndefined();
  await closed(wrong.server);
  await proxy(theirs().authority, thisMachine, right.port);
  await comes(() => running.standing().line === 'open');
});
