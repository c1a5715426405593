import { headers, type NatsConnection } from 'nats';
import { connectToNats } from '#services/bus/nats-connection.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { serveRequests } from './serve-requests.ts';

/** A NATS server where everybody is in one account: who asks chooses where the answer goes, and it is we who publish it there. */
let bus: RunningServer;
let node: NatsConnection;
let program: NatsConnection;
let front: { stop(): Promise<void> };
const called: string[] = [];

beforeAll(async () => {
  bus = await startNats();
  [node, program] = await Promise.all([connectToNats({ url: bus.url }), connectToNats({ url: bus.url })]);
  const silent = () => {};
  front = serveRequests({
    connection: node, actions: new Set(['journey.list']), municipalityAt: () => 'gent', verify: () => Promise.resolve({ kind: 'system', actor: 'system:crm', municipality: 'gent', scopes: [] }),
    call: (action) => { called.push(action); return Promise.resolve({ seq: 1 }); }, log: { info: silent, warn: silent, error: silent },
  });
  await node.flush();
});
afterAll(async () => {
  await front.stop();
  await Promise.all([node.close(), program.close()]);
  await bus.stop();
});

test.each([
  ['an event of the house', 'eid.evt.44021.journey.moved.v1'], ['a request of its own', 'eid.rpc.24055.journey.list'], ['a packet of a node', 'MOL-eid.DISCOVER'], ['an order to the server', '$JS.API.STREAM.MSG.DELETE.EID_44021'],
])('no program makes the house say its answer as %s', async (_title, reply) => {
  called.length = 0;
  const heard: string[] = [];
  const listening = program.subscribe(reply, { callback: (_error, message) => { heard.push(message.subject); } });
  await program.flush();
  const given = headers();
  given.set('Authorization', 'Bearer x');
  program.publish('eid.rpc.44021.journey.list', '{}', { reply, headers: given });
  // What was asked before is answered before, and so is what the program hears.
  await program.request('eid.rpc.44021.journey.list', '{}', { timeout: 5_000, headers: given });
  listening.unsubscribe();
  expect([heard, called]).toEqual([[], ['journey.list']]);
});
