import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import mssql from 'mssql';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { disabilityRegisterLive } from './disability-register-live.ts';
import { liveSettings } from './live-settings.ts';
import { sqlServerTrouble } from '#connectors/sql-kit/sql-server-troubles.ts';
import { sqlServerSettings } from './sql-settings.ts';

/** What a SQL Server says, and what a silent one does, in the words of the port and of an administrator. */

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
afterAll(() => bench.remove());
const written = {
  flavour: 'sql-server', server: '127.0.0.1', database: 'sociaal', user: 'eid_lezer', password: 'env:REGISTER_PASSWORD',
  mapping: { table: { schema: 'dbo', name: 'erkenningen' }, columns: { insz: 'insz', from: 'van', until: 'tot' } },
};
const at = { ...sqlServerSettings.parse(written), uses: 'dbo.erkenningen' };
const insz = makeInsz('1960-05-01', 1, { testPerson: true });

/** As the driver gives what the server said to a question. */
function answered(number: number, severity = 16) {
  const said = Object.assign(new Error(`Conversion failed when converting the varchar value '${insz}'`), { info: { number, class: severity, state: 1, message: insz } });
  return new mssql.RequestError(said, 'EREQUEST');
}
const wrapped = (code: string, inner: string) => Object.assign(new Error('Failed to connect'), { code, originalError: Object.assign(new Error('x'), { code, cause: Object.assign(new Error('y'), { code: inner }) }) });

test.each([
  ...[1205, 1222, 40_613, 40_197, 10_928, 921, 18_401, 596].map((number) => [number, 'unavailable', 'reachability'] as const),
  ...[18_456, 18_486, 4060, 916].map((number) => [number, 'misconfigured', 'credentials'] as const), ...[229, 230].map((number) => [number, 'misconfigured', 'rights'] as const),
  ...[207, 208, 245, 241].map((number) => [number, 'misconfigured', 'mapping'] as const),
])('error %i is %s, and a matter of %s', (number, kind, what) => {
  expect(sqlServerTrouble(answered(number), at)).toMatchObject({ kind, what });
});

test('an error that we do not know is the fault of the server from class 17 on, and of the question below', () => {
  expect(sqlServerTrouble(answered(50_000, 16), at)).toMatchObject({ kind: 'refused' });
  expect(sqlServerTrouble(answered(50_000, 17), at)).toMatchObject({ kind: 'unavailable' });
});

test.each([
  ['18456 while logging in', { number: 18_456, class: 14 }, 'misconfigured', "127.0.0.1:1433 refuses login 'eid_lezer' with the password of env:REGISTER_PASSWORD: the login does not exist there or the password is wrong"],
  ['40613 while logging in', { number: 40_613, class: 17 }, 'unavailable', '127.0.0.1:1433: the database is starting, moving or switched off; it passes by itself'],
  ['a login refused without a number', {}, 'misconfigured', "127.0.0.1:1433 refuses login 'eid_lezer' with the password of env:REGISTER_PASSWORD: the login was not accepted"],
])('%s', (_name, refusal, kind, message) => {
  const login = new mssql.ConnectionError(Object.assign(new Error('Login failed'), { code: 'ELOGIN' }), 'ELOGIN');
  expect(sqlServerTrouble(login, at, refusal)).toMatchObject({ kind, message });
});

test.each([
  ['ECONNREFUSED', 'unavailable', 'reachability', 'nobody answers there'], ['ENOTFOUND', 'unavailable', 'reachability', 'this name is not known'], ['ECONNRESET', 'unavailable', 'reachability', 'the connection broke'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'misconfigured', 'certificate', 'signed by nobody that we trust'], ['CERT_HAS_EXPIRED', 'misconfigured', 'certificate', 'has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'misconfigured', 'certificate', 'another name'], ['WHO_KNOWS', 'unavailable', 'reachability', 'the connection broke'],
])('%s, wrapped by the driver, is still told apart', (code, kind, what, says) => {
  expect(sqlServerTrouble(wrapped('ESOCKET', code), at)).toMatchObject({ kind, what, message: expect.stringContaining(says) });
});

test('nothing that the server said about a person goes on', () => {
  for (const number of [245, 1205, 50_000]) expect(inspect(sqlServerTrouble(answered(number), at), { depth: 9 })).not.toContain(insz);
});

test.each([
  ['a password that is written out', { password: 'geheim' }], ['encryption switched off towards another machine', { server: 'db.example', encrypt: false }], ['a connection string for a server', { server: 'db;Encrypt=false' }],
])('%s is refused', (_name, wrong) => {
  expect(liveSettings.safeParse({ ...written, ...wrong }).success).toBe(false);
});

describe('a server that does not answer', () => {
  const sockets = new Set<Socket>();
  const listen = async (meet: (socket: Socket) => void) => {
    const server = createServer((socket) => { sockets.add(socket); socket.on('error', () => undefined); meet(socket); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return { port, close: () => { for (const socket of sockets) socket.destroy(); return new Promise((resolve) => { server.close(resolve); }); } };
  };
  const live = (port: number, more: object = {}) => {
    const config = liveSettings.parse({ ...written, port, connectTimeoutMs: 300, requestTimeoutMs: 300, ...more });
    const env = { ...bench.env, config, secret: () => 'hunter2', realNow: () => 0 };
    return { side: disabilityRegisterLive.open(env), check: () => disabilityRegisterLive.check(env) };
  };

  test.each<[string, (socket: Socket) => void]>([['stays silent', () => undefined], ['hangs up', (socket) => socket.destroy()], ['speaks another language', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')]])('%s: unavailable, in time, and again the next time', async (_name, meet) => {
    let met = 0;
    const { port, close } = await listen((socket) => { met += 1; meet(socket); });
    try {
      const { side, check } = live(port);
      for (let time = 0; time < 2; time += 1) {
        const failure: unknown = await side.recognition({ insz, on: '2026-11-24' }, bench.call()).catch((error: unknown) => error);
        expect(failure).toMatchObject({ type: 'disability-register.unavailable', data: { retry: 'safe' } });
        expect(inspect(failure, { depth: 9 })).not.toMatch(new RegExp(`hunter2|${insz}`));
      }
      expect(met).toBe(2);
      expect(await check()).toEqual([{ what: 'reachability', ok: false, says: expect.stringContaining(`127.0.0.1:${port}`) }]);
    } finally {
      await close();
    }
  });

  test('is not there: unavailable', async () => {
    const { port, close } = await listen(() => undefined);
    await close();
    await expect(live(port).side.recognition({ insz, on: '2026-11-24' }, bench.call())).rejects.toMatchObject({ type: 'disability-register.unavailable', cause: { message: expect.stringContaining('nobody answers there') } });
  });
});
