import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Events, type NatsConnection } from 'nats';
import { startNats } from '#tools/system-packages/start-nats.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { connectToNats } from './nats-connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-nats-password-'));
const credentials = join(folder, 'node.txt');
let bus: RunningServer;
afterAll(async () => { await bus.stop(); rmSync(folder, { recursive: true }); });

/** A server that knows one password only; at the address of an earlier one. */
async function serverWith(password: string, port?: number): Promise<RunningServer> {
  const configuration = join(folder, 'nats.conf');
  writeFileSync(configuration, `listen: $EID_NATS_LISTEN\nauthorization { user: node, password: ${password} }\n`);
  return startNats({ configuration, ...(port !== undefined && { port }) });
}

async function comesBack(connection: NatsConnection): Promise<true> {
  for await (const { type } of connection.status()) if (type === Events.Reconnect) return true;
  throw new Error('the connection was given up');
}

test('a node whose password was replaced at the server is in again as soon as its file holds the new one, however often it was refused in between', async () => {
  bus = await serverWith('one');
  writeFileSync(credentials, 'node:one\n');
  const connection = await connectToNats({ url: bus.url, credentials });
  const back = comesBack(connection);
  let refusals = 0;
  const refusedThrice = new Promise<void>((resolve) => {
    void (async () => { for await (const { type } of connection.status()) if (type === Events.Error && (refusals += 1) === 3) resolve(); })();
  });
  await bus.stop();
  bus = await serverWith('two', Number(new URL(bus.url).port));
  await Promise.race([refusedThrice, connection.closed().then(() => { throw new Error('the connection was given up'); })]);
  rmSync(credentials);
  writeFileSync(credentials, 'node:two\n');
  expect(await back).toBe(true);
  await connection.close();
});
