import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinBlock } from '#connectors/biza/wire/card-commands.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import { openDeviceHouse, type DeviceHouse } from '#tools/test-house/open-device-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { factoryPin, goTo, orderOf } from '#tools/test-house/order-card.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { callDelivery, planFirst } from '#tools/test-house/second-visit.ts';
import type { CapturedFinger } from './fingerprint-device.ts';
import { agentHome } from './home/agent-home.ts';
import { enrolAgent } from './home/enrol-agent.ts';
import { openAgent, type Agent } from './open-agent.ts';
import { handTiming } from './rehearsal/hand-timing.ts';
import { scriptedFingers, scriptedWindow } from './rehearsal/scripted-edges.ts';

/** The real house and a real agent whose clocks go together, an hour at once; between them a network that is gone for that hour. */
const [device, hour] = ['tablet-8', 3_600_000];
const els = as('official', 'els.peeters');
const timing = handTiming(Date.now());
const home = agentHome(mkdtempSync(join(tmpdir(), 'agent-hour-')));
const reader = inProcessReader();
const prints = ['left-index' as const, 'right-index' as const].map((finger): CapturedFinger => ({ finger, quality: 80, image: Buffer.from(`nobody's ${finger}`) }));
const fingers = scriptedFingers(() => prints.map((one) => ({ ...one, image: Buffer.from(one.image) })));
const chosenCode = '2468';
const window = scriptedWindow(chosenCode, chosenCode);
let t: DeviceHouse;
let wire: CutWire;
let agent: Agent;

beforeAll(async () => {
  t = await openDeviceHouse({ house: { realNow: timing.now } });
  wire = await openCutWire({ host: '127.0.0.1', port: t.port });
  await enrolAgent({ home, at: `http://127.0.0.1:${wire.port}`, nis: '44021', code: await t.invite(device) });
  agent = openAgent({ home, reader, fingerprints: fingers, window, timing });
  await comes(() => agent.standing().line === 'open');
});
afterAll(async () => {
  await agent.close();
  await wire.close();
  await t.stop();
  rmSync(home.folder, { recursive: true });
});

/** While it is waited for, time goes by as it really does. */
const comes = async (holds: () => boolean | Promise<boolean>) => {
  const began = performance.now();
  let passed = 0;
  while (!await holds()) {
    await new Promise(setImmediate);
    const step = Math.floor(performance.now() - began - passed);
    passed += step;
    timing.pass(step);
    if (passed > 60_000) throw new Error(`it did not come so far: ${JSON.stringify([agent.standing(), agent.keeping.deliveries.waiting().length, agent.keeping.notices.latest()])}`);
  }
};
/** The network is gone, the official begins at the door what was prepared, and an hour later it is back. */
async function goneForAnHour(visit: string): Promise<void> {
  await t.idle();
  expect(agent.keeping.requests.all()).toHaveLength(1);
  wire.down();
  await comes(() => agent.standing().line === 'waiting');
  expect(await agent.begin(visit)).toMatchObject([{ outcome: { outcome: 'sealed' } }]);
  timing.pass(hour);
  await comes(() => agent.standing().line === 'waiting');
  expect(agent.keeping.deliveries.waiting().filter(({ isSealed }) => isSealed)).toHaveLength(1);
  wire.up();
  // To the end of its pause and no further: the line it opens then has to come about in real time.
  const standing = agent.standing();
  timing.pass(standing.line === 'waiting' ? standing.until - timing.now() : 0);
  await comes(() => agent.keeping.deliveries.waiting().length === 0);
  await t.idle();
}
const sessionOf = ({ visit }: { readonly visit: string | null }): string => { if (visit === null) throw new Error('there is no session'); return visit; };
const ledger = async (dossier: string, name: string) => (await t.pull<{ entries: { operation: string }[] }>('biza', 'ledger', { dossier })).entries.filter(({ operation }) => operation === name).length;
/** Does the card let this PIN in? */
const accepts = (card: VirtualCard, pin: string) => Buffer.from(card.transmit(Buffer.from(`0020000108${pinBlock(pin).toString('hex')}`, 'hex'))).toString('hex') === '9000';

test('both visits are prepared, done at the door while the network is gone for an hour, and taken in once when it is back', async () => {
  const { dossier, citizen: { insz, cardNumber, expiresOn: validUntil } } = await aScheduledVisit(t);
  const biometrics = (action: string, input: object = {}) => t.call<{ visit: string; state: string; registration: string }>(`biometrics.${action}`, { dossier, ...input }, els);
  const old = await makeCard(testPerson({ insz, cardNumber, validUntil }), { pki: t.pki });
  reader.insert(old);
  const { visit: first } = await biometrics('startVisit', { device });
  await biometrics('identify');
  await biometrics('capture', { start: 'at-the-door' });
  await goneForAnHour(first);
  await comes(async () => (await biometrics('show')).registration === 'verified');
  expect([fingers.asked.all.length, await ledger(dossier, 'registerBiometrics')]).toEqual([1, 1]);
  await biometrics('order');
  await t.idle();

  const order = await orderOf(t, dossier);
  const start = await planFirst(t, dossier);
  const delivery = (action: string, input: object = {}) => callDelivery(t, action, { dossier, ...input }, els);
  await goTo(t, start - 3 * hour);
  await delivery('receiveCard', { cardNumber: order.cardNumber });
  await goTo(t, start);
  const second = sessionOf(await delivery('startVisit', { device }));
  await delivery('identify');
  await delivery('chooseCode', { start: 'at-the-door' });
  await goneForAnHour(second);
  expect(await delivery('show')).toMatchObject({ code: 'chosen' });
  const fresh = await makeCard(testPerson({ insz, cardNumber: order.cardNumber, validUntil: '2036-12-31' }), { pki: t.pki, state: 'not-activated', pin: factoryPin });
  reader.insert(fresh);
  expect(await delivery('activate')).toMatchObject({ state: 'code-registered', activation: 'active' });
  expect([fresh.state(), window.asked.all.length, await ledger(dossier, 'registerCode')]).toEqual(['active', 2, 1]);
  expect([accepts(fresh, factoryPin), accepts(fresh, chosenCode)]).toEqual([false, true]);
});
