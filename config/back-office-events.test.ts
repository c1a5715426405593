import { items } from '#services/outbox/outbox.store.ts';
import { eventStream } from '#connectors/event-stream/event-stream.port.ts';
import { enable, sandbox } from '#services/tenancy/municipality.ts';
import { outboxOf } from '#tools/test-house/look-inside.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { gent } from './municipalities/gent.ts';
import { kortenberg } from './municipalities/kortenberg.ts';
import { municipalitiesFor } from './municipalities-for.ts';
import { backOfficeEvents } from '#plugins/back-office-events/back-office-events.contract.ts';

let t: TestHouse;
beforeAll(async () => {
  const told = { ...gent, plugins: [...gent.plugins, enable(backOfficeEvents, { leaveOut: ['invitation.due'] })], connectors: [...gent.connectors, sandbox(eventStream)] };
  t = await openTestHouse({ house: { municipalities: [told, kortenberg] } });
});
afterAll(() => t.stop());

interface Streamed { readonly event: string; readonly dossier: string | null; readonly payload: Record<string, unknown>; readonly id: string }
async function aDossier(): Promise<string> {
  const { insz } = await aCitizen(t);
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  await t.idle();
  return dossier;
}
const streamed = async (dossier: string) => (await t.pull<{ events: Streamed[] }>('event-stream', 'events', { dossier })).events;

test('a back-office is told what happens to a dossier, in the order in which it happened, by references only', async () => {
  const dossier = await aDossier();
  await t.call('request.refer', { dossier, reason: 'citizen-asked' }, as('clerk'));
  await t.idle();
  const events = await streamed(dossier);
  expect(events.map(({ event }) => event).slice(0, 2)).toEqual(['journey.opened', 'journey.moved']);
  expect(events.every(({ payload }) => payload['dossier'] === dossier)).toBe(true);
  expect(JSON.stringify(events)).not.toMatch(/Persoon|Teststraat|@example|\b\d{11}\b/);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test('while the stream is away what happens waits, and is told once and in order when it is back', async () => {
  await t.pull('event-stream', 'fault', { operation: 'publish', kind: 'down', times: 2 });
  await t.pull('event-stream', 'fault', { operation: 'publish', kind: 'answers-late', times: 1 });
  const dossier = await aDossier();
  const events = await streamed(dossier);
  expect((await outboxOf(t, { dossier, name: 'event-stream.publish' })).map(({ state }) => state)).toEqual(events.map(() => 'done'));
});

test('a municipality that did not switch it on tells nobody', async () => {
  const { insz } = await aCitizen(t, { nis: '24055' });
  await t.call('request.openFor', { insz, why: 'citizen-called' }, as('clerk', 'an.claes', 'kortenberg'));
  await t.idle();
  expect(await t.house.engine.store.reader('kortenberg').count(items, { name: 'event-stream.publish' })).toBe(0);
});

test('on a NATS of the cluster each municipality streams, unless it has chosen a stream of its own', () => {
  const nats = { url: 'tls://nats.example:4222', credentials: '/run/secrets/nats' };
  const settings = { outsideUrl: undefined, dataDir: '/srv/eid', nats, publicUrl: 'https://eid.gent' };
  const connectors = (natsEvents: boolean) => municipalitiesFor({ ...settings, natsEvents }).map((definition) => definition.connectors.filter(({ port }) => port.id === 'event-stream').map(({ mode, config }) => ({ mode, config })));
  expect(connectors(false)).toEqual([[], []]);
  expect(connectors(true)).toEqual(Array.from({ length: 2 }, () => [{ mode: 'live', config: { url: nats.url, credentials: 'file:/run/secrets/nats' } }]));
});
