import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, StringCodec, type NatsConnection } from 'nats';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { eventStreamSettings } from './live/event-stream-settings.ts';
import { liveEventStream, openStream } from './live/live-event-stream.ts';
import { openEventStream } from './sandbox/open-event-stream.ts';
import type { streamedEvent } from './event-stream.port.ts';

const listed = z.object({ events: z.array(z.object({ event: z.string(), id: z.string(), payload: z.unknown() })) });
type Event = z.output<typeof streamedEvent>;
interface Side { publish(event: Event, key: string): Promise<{ sequence: number }>; all(): Promise<readonly { event: string; id: string; payload: unknown }[]>; close(): Promise<void> }

const store = mkdtempSync(join(tmpdir(), 'eid-stream-'));
let bus: RunningServer;
let observer: NatsConnection;
const start = () => startNats({ flags: ['-js', '-sd', store], ...(bus && { port: Number(new URL(bus.url).port) }) });
beforeAll(async () => { bus = await start(); observer = await connect({ servers: bus.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 }); });
afterAll(async () => { await observer.close(); await bus.stop(); rmSync(store, { recursive: true }); });

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
afterAll(() => bench.remove());
let towns = 0;

function inProcess(): Side {
  const own = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
  const sandbox = openEventStream(own.env);
  return {
    publish: async (event, key) => sandbox.implementation.publish(event, own.call(key)),
    all: async () => listed.parse(await own.pull(sandbox, 'events', {})).events,
    close: async () => { sandbox.close(); own.remove(); },
  };
}

/** Each on the stream of a town of its own. */
function onNats(settings: object = {}): Side & { readonly nis: string } {
  towns += 1;
  const nis = String(10_000 + towns);
  const env = { ...bench.env, municipality: { id: 'town', nis }, secret: noSecrets, realNow: Date.now, config: eventStreamSettings.parse({ url: bus.url, timeoutSeconds: 1, ...settings }) };
  const live = openStream(env);
  return {
    nis,
    publish: async (event, key) => await live.publish(event, bench.call(key)),
    all: async () => {
      const found = [];
      const stream = await (await observer.jetstreamManager()).streams.get(`EID_${nis}`);
      for (let seq = 1; seq <= (await stream.info()).state.last_seq; seq += 1) {
        const message = await stream.getMessage({ seq });
        found.push({ event: message.subject.replace(`eid.evt.${nis}.`, '').replace(/\.v1$/, ''), id: message.header.get('ce-id'), payload: JSON.parse(StringCodec().decode(message.data)) as unknown });
      }
      return found;
    },
    close: async () => { await live[Symbol.asyncDispose](); },
  };
}

const told = (event = 'journey.moved', dossier = randomUUID()): Event => ({ event, dossier, payload: { dossier, to: 'closed' }, at: Date.UTC(2026, 10, 24, 9) });

describe.each<[string, () => Side]>([['the stream inside the process', inProcess], ['JetStream', onNats]])('%s', (_name, open) => {
  let side: Side;
  beforeAll(() => { side = open(); });
  afterAll(() => side.close());

  test('keeps each event once by its key, in the order in which they were published', async () => {
    const [one, two] = [told('invitation.sent'), told('journey.moved')];
    const first = await side.publish(one, 'key-1');
    const second = await side.publish(two, 'key-2');
    expect(await side.publish(one, 'key-1')).toEqual(first);
    expect(second.sequence).toBe(first.sequence + 1);
    expect(await side.all()).toMatchObject([{ event: 'invitation.sent', id: 'key-1', payload: one.payload }, { event: 'journey.moved', id: 'key-2', payload: two.payload }]);
  });
});

test('each municipality has a stream of its own, whose messages say what, of which dossier and when', async () => {
  const [one, other] = [onNats(), onNats()];
  const event = told();
  await one.publish(event, 'key-1');
  await other.publish(told(), 'key-1');
  expect(await one.all()).toHaveLength(1);
  const stream = await (await observer.jetstreamManager()).streams.get(`EID_${one.nis}`);
  const { header, subject } = await stream.getMessage({ seq: 1 });
  expect(subject).toBe(`eid.evt.${one.nis}.journey.moved.v1`);
  expect(['ce-specversion', 'ce-type', 'ce-source', 'ce-time', 'ce-subject'].map((name) => header.get(name))).toEqual(['1.0', 'eid.journey.moved.v1', `urn:eid-aan-huis:${one.nis}`, '2026-11-24T09:00:00.000Z', event.dossier]);
  await Promise.all([one.close(), other.close()]);
});

test('while NATS is away nothing is lost: it fails so that the same key may go again, and does once it is back', async () => {
  const side = onNats();
  await side.publish(told(), 'before');
  await bus.stop();
  await expect(side.publish(told(), 'meanwhile')).rejects.toMatchObject({ data: { retry: expect.stringMatching(/safe|ambiguous/) } });
  const unknown = onNats();
  await expect(unknown.publish(told(), 'never-connected')).rejects.toMatchObject({ type: 'event-stream.unavailable', data: { retry: 'safe' } });
  bus = await start();
  let sequence: number | undefined;
  while (sequence === undefined) sequence = await side.publish(told(), 'meanwhile').then((taken) => taken.sequence, () => undefined);
  await side.publish(told(), 'meanwhile');
  expect((await side.all()).map(({ id }) => id)).toEqual(['before', 'meanwhile']);
  expect(await unknown.publish(told(), 'never-connected')).toEqual({ sequence: 1 });
  await Promise.all([side.close(), unknown.close()]);
});

test('a NATS without streams, one that is not there and one that does not let us in are told apart by the check, in a sentence', async () => {
  const plain = await startNats();
  const guarded = await startNats({ flags: ['--user', 'eid', '--pass', 'word', '-js', '-sd', join(store, 'guarded')] });
  const check = (url: string) => liveEventStream.check({ ...bench.env, municipality: { id: 'town', nis: '10999' }, secret: noSecrets, realNow: Date.now, config: liveEventStream.config.parse({ url, timeoutSeconds: 1 }) });
  expect(await check(bus.url)).toMatchObject([{ ok: true, says: expect.stringContaining('EID_10999') }]);
  expect(await check(plain.url)).toMatchObject([{ what: 'rights', ok: false }]);
  expect(await check('nats://127.0.0.1:1')).toMatchObject([{ what: 'reachability', ok: false, says: expect.stringContaining('cannot be reached') }]);
  expect(await check(guarded.url)).toMatchObject([{ what: 'credentials', ok: false }]);
  await Promise.all([plain.stop(), guarded.stop()]);
});
