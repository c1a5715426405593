import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { devicesConnector } from '#connectors/devices/devices.connector.ts';
import { devices } from '#connectors/devices/devices.port.ts';
import { keepsPinRules } from '#connectors/devices/card-pin-rules.ts';
import { keepsDevicesRules, type DevicesSide } from '#connectors/devices/devices-rules.ts';
import type { Delivered } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { defineContract } from '#services/kernel/contract.ts';
import { definePlugin } from '#services/kernel/plugin.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { defineMunicipality, enable, live } from '#services/tenancy/municipality.ts';
import { sealedEnvelopes } from '#services/vault/sealed.store.ts';
import { finger } from '#connectors/biza/biza.port.ts';
import { agentHome } from '#tools/device-agent/home/agent-home.ts';
import { enrolAgent } from '#tools/device-agent/home/enrol-agent.ts';
import { handTiming } from '#tools/device-agent/rehearsal/hand-timing.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { rootsOf } from '#tools/simulated-card/pki/roots-of.ts';
import { makeDeviceKeys, type DeviceKeys } from '#tools/simulated-sbi/device-keys.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { cardTray } from './card-tray.ts';
import { openSimulatedDevice, type SimulatedDevice } from './simulated-device.ts';

/** The live side: a real house with its gateway, and the real agent on its line to it, with a simulated card, fingerprint device and PIN window. */

/** The house stays at this instant of real time; its business time goes on, and so does the time of each device. */
const start = Date.UTC(2026, 10, 24, 9);
const folder = mkdtempSync(join(tmpdir(), 'devices-live-'));
/** What the house was told, as a plugin hears it: with references in place of the envelopes. */
let told: { readonly message: string; readonly payload: { readonly sealed?: string | null } & Readonly<Record<string, unknown>> }[] = [];
const listener = defineContract('listener', { title: 'Hears what devices tell', config: z.strictObject({}), uses: { devices }, calls: [], actions: {}, events: {} });
const hear = (message: string) => async (_ctx: unknown, payload: object) => { told.push({ message, payload: { ...payload } }); };
const listenerPlugin = definePlugin(listener, {
  actions: {}, receives: { 'devices.fingerprints': hear('fingerprints'), 'devices.code': hear('code'), 'devices.progress': hear('progress') },
});

let [pki, keys, house]: [TestPki?, DeviceKeys?, ServedHouse?] = [];
beforeAll(async () => {
  const [minted, made, biza] = await Promise.all([
    mintPki({ now: start }), makeDeviceKeys({ maker: 'Maker', now: start }),
    makeTestCertificate({ name: 'CN=BiZa TEST', from: new Date('2026-01-01'), to: new Date('2030-01-01') }),
  ]);
  const files = new Map([['file:/roots.pem', rootsOf(minted)], ['file:/biza.pem', biza.certificatePem]]);
  [pki, keys] = [minted, made];
  const town = defineMunicipality({
    id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [enable(listener, {})],
    connectors: [live(devices, { cardRoots: 'file:/roots.pem', biza: { keyId: 'biza-1', certificate: 'file:/biza.pem' } })],
  });
  house = await openServedHouse({ house: {
    offer: { plugins: [listenerPlugin], connectors: [devicesConnector] }, municipalities: [town], realNow: () => start,
    secret: (reference) => files.get(reference) ?? '',
  } });
});
afterAll(async () => {
  await house?.stop();
  rmSync(folder, { recursive: true });
});

const administrator: Caller = { kind: 'official', actor: 'official:an.admin', municipality: 'gent', scopes: ['agents:invite', 'agents:revoke'] };

async function liveSide(): Promise<DevicesSide> {
  if (!pki || !keys || !house) throw new Error('the house did not open');
  const [served, deviceKeys, tray, timing] = [house, keys, cardTray(pki), handTiming(start)];
  told = [];
  let device: SimulatedDevice | undefined;
  const there = () => { if (!device) throw new Error('no device is connected'); return device; };
  const lines = served.house.agents.linesOf('gent');
  const heard: Delivered[] = [];
  const settled = async () => {
    const { agent } = there();
    const isHeard = async () => {
      if (agent.standing().line !== 'open' || agent.keeping.deliveries.waiting().length > 0) return false;
      const known = (await lines.list()).find((one) => one.device === agent.device)?.state;
      return known !== undefined && Object.entries(await agent.state()).every(([name, value]) => Object.entries(known).some(([other, said]) => other === name && said === value));
    };
    while (!await isHeard()) {
      // Much time went by in silence: it comes again after its pause.
      if (agent.standing().line === 'waiting') timing.pass(1_000);
      await pause(5);
    }
    await served.idle();
    for (const { message, payload } of told.splice(0)) {
      const { sealed, ...rest } = payload;
      const kept = sealed == null ? undefined : await served.house.engine.store.reader('gent').first(sealedEnvelopes, { id: sealed });
      heard.push({ message, id: '', payload: 'sealed' in payload ? { ...rest, sealed: null } : rest, envelope: kept?.envelope });
    }
  };
  const then = <T>(act: Promise<T>) => act.then(settled);
  const port = served.house.engine.ports.of('gent', 'devices');
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the house erases the type of its ports; this one is that of the devices
    port: port as PortImplementation<typeof devices>,
    call: (key = randomUUID()) => ({ key, dossier: null, actor: 'official:els.peeters', traceId: 'trace', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('nothing is passed on')) }),
    now: () => served.house.engine.clock.now('gent'), told: () => heard, settled,
    world: {
      connect: async (name) => {
        const { code } = await served.call<{ code: string }>('agents.invite', { device: name, title: 'Tablet', rights: ['capture', 'delivery'] }, administrator);
        const home = agentHome(join(folder, randomUUID()));
        await enrolAgent({ home, at: served.url, nis: '44021', code });
        device = await openSimulatedDevice({ home, tray, keys: deviceKeys, timing });
        await settled();
      },
      insertCard: (_device, card) => then(there().insertCard(card)),
      removeCard: () => then(there().removeCard()),
      forge: () => then(there().forge()),
      typePin: async (_device, typed) => { there().typePin(typed); },
      begin: async () => { there().begin(); await settled(); },
      putFingers: (_device, fingers) => then(there().putFingers(fingers.map((one) => ({ ...one, finger: finger.parse(one.finger) })))),
      chooseCode: (_device, code) => then(there().chooseCode(code)),
      giveUp: () => pass(600),
      wait: (seconds) => pass(seconds),
    },
    close: async () => { await device?.close(); },
  };
  /** What is over by then has ended, and the house knows. */
  async function pass(seconds: number): Promise<void> {
    await served.house.engine.clock.advance('gent', seconds * 1_000);
    timing.pass(seconds * 1_000);
    while (there().requests().some(({ step }) => step === 'begun')) await pause(5);
    await settled();
  }
}

describe('agents on their lines', () => { keepsDevicesRules(liveSide); });
describe('the PIN of a card at agents on their lines', () => { keepsPinRules(liveSide); });
