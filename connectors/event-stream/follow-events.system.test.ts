import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AckPolicy, connect, headers, nanos, type NatsConnection } from 'nats';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import { natsOptions } from '#services/bus/nats-connection.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { eventStreamSettings } from './live/event-stream-settings.ts';
import { openStream } from './live/live-event-stream.ts';

/** A back-office program on the NATS configuration that is delivered: it reads by the durable consumer that an administrator made for it. */
const folder = mkdtempSync(join(tmpdir(), 'eid-follow-'));
const words = { node: 'the-word-of-the-nodes', 'gent-events': 'the-word-of-gent', 'kortenberg-events': 'the-word-of-kortenberg' };
let bus: RunningServer;
const open: NatsConnection[] = [];
const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));

beforeAll(async () => {
  const valid = { from: new Date('2020-01-01'), to: new Date('2050-01-01') };
  const authority = await makeTestCertificate({ name: 'CN=authority', ca: {}, ...valid });
  // Subject alternative name (2.5.29.17): DNS:localhost.
  const localhost = { oid: '2.5.29.17', critical: false, value: new Uint8Array([0x30, 0x0b, 0x82, 0x09, ...Buffer.from('localhost')]) };
  const server = await makeTestCertificate({ name: 'CN=nats', issuer: authority, extensions: [localhost], ...valid });
  bus = await startNats({
    configuration: join(import.meta.dirname, '../../deploy/nats/nats.conf'),
    environment: {
      EID_NATS_CERTIFICATE: write('server.pem', server.certificatePem), EID_NATS_KEY: write('server.key', server.privateKeyPem), EID_NATS_CA: write('ca.pem', authority.certificatePem), EID_NATS_STORE: join(folder, 'store'),
      EID_NATS_NODE_PASSWORD: words.node, EID_NATS_BORDER_PASSWORD: 'unused', EID_NATS_GENT_PASSWORD: 'unused', EID_NATS_KORTENBERG_PASSWORD: 'unused',
      EID_NATS_GENT_EVENTS_PASSWORD: words['gent-events'], EID_NATS_KORTENBERG_EVENTS_PASSWORD: words['kortenberg-events'],
    },
  });
  for (const [user, word] of Object.entries(words)) write(`${user}.txt`, `${user}:${word}`);
});
afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()));
  await bus.stop();
  bench.remove();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
}
const address = () => bus.url.replace('nats://127.0.0.1', 'tls://localhost');
async function as(user: keyof typeof words, nis?: string): Promise<NatsConnection> {
  const connection = await connect({ ...natsOptions({ url: address(), authorities: join(folder, 'ca.pem'), credentials: join(folder, `${user}.txt`) }), timeout: 3_000, ...(nis !== undefined && { inboxPrefix: `_INBOX_${nis}` }) });
  open.push(connection);
  return connection;
}

test('a program follows the events of its municipality at its own pace, gets again what it did not acknowledge, and cannot follow another municipality', async () => {
  const settings = eventStreamSettings.parse({ url: address(), authorities: `file:${join(folder, 'ca.pem')}`, credentials: `file:${join(folder, 'node.txt')}` });
  const env = { ...bench.env, municipality: { id: 'gent', nis: '44021' }, config: settings, secret: (reference: string) => readFileSync(reference.slice(5), 'utf8'), realNow: Date.now };
  const live = openStream(env);
  for (const key of ['one', 'two', 'three']) await live.publish({ event: 'journey.moved', dossier: null, payload: { key }, at: 0 }, bench.call(key));

  const administrator = await (await as('node')).jetstreamManager();
  await administrator.consumers.add('EID_44021', { durable_name: 'crm', ack_policy: AckPolicy.Explicit, ack_wait: nanos(500), max_deliver: 5 });

  const consumer = await (await as('gent-events', '44021')).jetstream({ timeout: 3_000 }).consumers.get('EID_44021', 'crm');
  const read = async () => {
    const message = await consumer.next({ expires: 3_000 });
    if (!message) throw new Error('nothing came');
    return { key: message.json<{ key: string }>().key, message };
  };
  const first = await read();
  expect([first.key, first.message.subject]).toEqual(['one', 'eid.evt.44021.journey.moved.v1']);
  expect(await first.message.ackAck()).toBe(true);
  // Not acknowledged: it comes again, after what came behind it.
  const second = await read();
  const third = await read();
  expect([second.key, third.key]).toEqual(['two', 'three']);
  await third.message.ackAck();
  const again = await read();
  expect([again.key, again.message.redelivered]).toEqual(['two', true]);
  await again.message.ackAck();

  const other = await as('kortenberg-events', '24055');
  await expect(other.jetstream({ timeout: 1_000 }).consumers.get('EID_44021', 'crm')).rejects.toMatchObject({ code: expect.stringMatching(/PERMISSIONS|503|TIMEOUT/) });
  await expect((await as('gent-events', '44021')).jetstreamManager({ timeout: 1_000 })).rejects.toMatchObject({ code: expect.stringMatching(/PERMISSIONS|503|TIMEOUT/) });
  await live[Symbol.asyncDispose]();
});

test('what a program has sent to the stream of another municipality is no event there: an event keeps the name of its own, and what the server says has no id', async () => {
  const node = await as('node');
  const [administrator, stream] = [await node.jetstreamManager(), node.jetstream()];
  await administrator.streams.add({ name: 'EID_24055', subjects: ['eid.evt.24055.>'] });
  for (const nis of ['44021', '24055']) await administrator.consumers.add(`EID_${nis}`, { durable_name: 'by-name', ack_policy: AckPolicy.Explicit, filter_subject: `eid.evt.${nis}.>` });
  const tell = (nis: string) => {
    const said = headers();
    said.set('ce-id', nis);
    return stream.publish(`eid.evt.${nis}.journey.moved.v1`, '{}', { headers: said });
  };
  await tell('44021');
  // NATS lets both in: the event, and its own word that there is no other.
  (await as('gent-events', '44021')).publish('$JS.API.CONSUMER.MSG.NEXT.EID_44021.by-name', '{"batch":10,"expires":200000000}', { reply: 'eid.evt.24055.journey.moved.v1' });
  const held = async () => (await administrator.streams.info('EID_24055')).state.messages;
  while (await held() < 2) await node.flush();
  await tell('24055');
  const messages = await (await (await as('kortenberg-events', '24055')).jetstream({ timeout: 3_000 }).consumers.get('EID_24055', 'by-name')).fetch({ max_messages: 20, expires: 1_000 });
  const heard: { readonly subject: string; readonly id: string | undefined }[] = [];
  for await (const { subject, headers: said } of messages) heard.push({ subject, id: said?.get('ce-id') });
  expect(heard.every(({ subject }) => subject.startsWith('eid.evt.24055.'))).toBe(true);
  expect(heard.filter(({ id = '' }) => id !== '')).toEqual([{ subject: 'eid.evt.24055.journey.moved.v1', id: '24055' }]);
  expect(heard.length).toBeGreaterThan(1);
});
