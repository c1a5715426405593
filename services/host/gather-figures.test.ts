import { openObserving } from '#services/observe/open-observing.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { spanIdOfItem } from '#services/observe/span.ts';
import { takeInMessage } from './take-in-message.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const traces = { endpoint: 'http://127.0.0.1:4318', headers: {}, ratio: 1 };
const open: ToyHouse[] = [];
/** A house that is observed, of which this test moves the real clock. */
async function openObserved() {
  const clock = { now: Date.parse('2026-11-24T08:00:00Z') };
  const observing = openObserving({ metrics: true, traces, node: 'node-1', log, fetch: async () => new Response('{}') });
  const t = await openToyHouse({ house: { observing, realNow: () => clock.now } });
  open.push(t);
  const figures = async () => {
    await t.house.metrics?.gather();
    return (await t.house.metrics?.kept.registry.metrics() ?? '').split('\n');
  };
  return { t, clock, figures, outbox: () => t.house.engine.store.reader('gent') };
}
afterEach(async () => { for (const t of open.splice(0)) await t.stop(); });

test('while a system is away the figures say what waits for it, since when, and that its circuit is open', async () => {
  const { t, clock, figures } = await openObserved();
  await t.fault('*', 'down');
  for (const dossier of ['a', 'b', 'c', 'd', 'e', 'f']) await t.ask('toy-office.giveKeyed', dossier);
  while (t.house.engine.circuits.stateOf('gent', 'toy-office') === 'closed') {
    clock.now += 50;
    t.house.engine.wake();
    await new Promise((resolve) => { setImmediate(resolve); });
  }
  clock.now += 600_000;
  const lines = await figures();
  expect(lines).toContain('eid_outbox_waiting{municipality="gent",kind="effect",port="toy-office"} 6');
  expect(Number(lines.find((line) => line.startsWith('eid_outbox_oldest_waiting_seconds{municipality="gent",kind="effect",port="toy-office"}'))?.split(' ')[1])).toBeGreaterThanOrEqual(600);
  expect(lines.some((line) => /^eid_circuit_state\{municipality="gent",port="toy-office"\} [12]$/.test(line))).toBe(true);
  expect(lines.some((line) => /^eid_outside_calls_total\{municipality="gent",port="toy-office",operation="giveKeyed",outcome="safe"\} [1-9]/.test(line))).toBe(true);
});

test('what waits for a person is told, and a message is counted by what came of it', async () => {
  const { t, figures } = await openObserved();
  await t.ask('toy-office.giveKeyed', 'nobody');
  await t.idle();
  const message = { municipality: 'gent', port: toyOffice, message: 'given', id: 'message-1' };
  await takeInMessage(t.house.engine, { ...message, payload: { number: 7 } });
  await takeInMessage(t.house.engine, { ...message, payload: { number: 7 } });
  await expect(takeInMessage(t.house.engine, { ...message, id: 'message-2', payload: { number: 'seven' } })).rejects.toMatchObject({ type: 'message.not-understood' });
  await t.idle();
  const lines = await figures();
  expect(lines).toContain('eid_outbox_stuck{municipality="gent",kind="effect",port="toy-office",state="failed"} 1');
  expect(lines).toContain('eid_outside_calls_total{municipality="gent",port="toy-office",operation="giveKeyed",outcome="never"} 1');
  for (const result of ['taken-in', 'repeated', 'message.not-understood']) expect(lines).toContain(`eid_inbound_messages_total{municipality="gent",message="toy-office.given",result="${result}"} 1`);
  expect(lines).toContain('eid_dead_letters{municipality="gent"} 1');
  expect(lines).toContain('eid_deliveries_total{municipality="gent",name="toy-office.given",result="done"} 1');
});

test('without its database a node still tells what it counted, and that the database is away', async () => {
  const { t, figures } = await openObserved();
  jest.spyOn(t.house.engine.store, 'reader').mockImplementation(() => { throw new Error('gone'); });
  const lines = await figures();
  expect(lines).toContain('eid_store_up 0');
  expect(lines.some((line) => line.startsWith('eid_dead_letters{'))).toBe(false);
  jest.restoreAllMocks();
});

test('an outside system is told the step that asks it: one of the trace in which it was asked for', async () => {
  const { t } = await openObserved();
  const told: (string | undefined)[] = [];
  const { ports } = t.house.engine;
  const of = ports.of.bind(ports);
  jest.spyOn(ports, 'of').mockImplementation((municipality, port) => {
    const { giveKeyed, ...others } = of(municipality, port) as unknown as Record<string, (input: unknown, call: { readonly traceparent?: string }) => Promise<unknown>>;
    return { ...others, giveKeyed: (input: unknown, call: { readonly traceparent?: string }) => { told.push(call.traceparent); return giveKeyed?.(input, call); } } as never;
  });
  await t.ask('toy-office.giveKeyed', 'a');
  await t.idle();
  jest.restoreAllMocks();
  expect(told).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)]);
  const [item] = await t.items({ kind: 'effect' });
  // The step that asks, not the one that left it in the outbox.
  expect(told[0]).not.toContain(spanIdOfItem(item?.id ?? ''));
});
