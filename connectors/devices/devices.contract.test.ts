import { randomUUID } from 'node:crypto';
import { sandboxBench, type Delivered } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { devicesConfig } from './devices.config.ts';
import { devices, sealedEnvelope } from './devices.port.ts';
import { openDevices } from './sandbox/open-devices.ts';

/** Rules that every device keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof devices>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. With real devices a person does it, or a simulator. */
  readonly world: {
    connect(device: string): Promise<unknown>;
    insertCard(device: string, card: object): Promise<unknown>;
    removeCard(device: string): Promise<unknown>;
    putFingers(device: string, fingers: { finger: string; quality: number }[]): Promise<unknown>;
    chooseCode(device: string, code: string): Promise<unknown>;
    giveUp(device: string, what: 'fingerprints' | 'code'): Promise<unknown>;
    wait(seconds: number): void;
  };
  readonly told: () => readonly Delivered[];
  readonly close: () => void;
}

const start = Date.UTC(2026, 10, 24, 9);

function sandboxSide(): Side {
  const bench = sandboxBench(devicesConfig.parse({}), start);
  const sandbox = openDevices(bench.env);
  const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
  return {
    port: sandbox.implementation, call: bench.call, told: () => bench.delivered,
    world: {
      connect: (device) => pull('connect', { device, title: 'Tablet' }),
      insertCard: (device, card) => pull('insert-card', { device, card }), removeCard: (device) => pull('remove-card', { device }),
      putFingers: (device, fingers) => pull('put-fingers', { device, fingers }), chooseCode: (device, code) => pull('choose-code', { device, code }),
      giveUp: (device, what) => pull(what === 'code' ? 'choose-code' : 'put-fingers', { device, fail: 'time-out' }),
      wait: (seconds) => bench.goTo(bench.env.now() + seconds * 1_000),
    },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

const device = 'tablet-1';
const card = {
  cardNumber: makeCardNumber('5920000001'), insz: makeInsz('1960-05-01', 3, { testPerson: true }), lastName: 'Person', firstNames: 'Test',
  validUntil: '2036-11-24', activated: false, photo: null,
};
const script = ['00A4040C0CA000000177504B43532D3135', '80EC010000'];
const fails = (type: string) => expect.objectContaining({ type: `devices.${type}` });

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  let side: Side;
  let visit: string;
  let dossier: string;
  beforeEach(async () => {
    side = open();
    [visit, dossier] = [randomUUID(), randomUUID()];
    await side.world.connect(device);
  });
  afterEach(() => side.close());

  const read = () => side.port.readCard({ device, visit }, side.call());
  const run = (key?: string) => side.port.runScript({ device, visit, script }, side.call(key));
  const askFingers = (key?: string) => side.port.requestFingerprints({ device, visit, dossier, fingers: ['left-index', 'right-index'], exceptions: [] }, side.call(key));
  const askCode = (key?: string) => side.port.requestCode({ device, visit, dossier }, side.call(key));

  describe('a device', () => {
    test('that is not connected answers to nothing', async () => {
      const other = { device: 'tablet-9', visit };
      await expect(side.port.readCard(other, side.call())).rejects.toEqual(fails('unavailable'));
      await expect(side.port.runScript({ ...other, script }, side.call())).rejects.toEqual(fails('unavailable'));
      await expect(side.port.requestCode({ ...other, dossier }, side.call())).rejects.toEqual(fails('unavailable'));
    });
    test('is listed with what it is ready for', async () => {
      const listed = async () => (await side.port.list({}, side.call())).devices;
      expect(await listed()).toEqual([expect.objectContaining({ device, cardReader: 'no-card', fingerprints: 'ready' })]);
      await side.world.insertCard(device, card);
      await askFingers();
      expect(await listed()).toEqual([expect.objectContaining({ device, cardReader: 'ready', fingerprints: 'busy' })]);
    });
  });

  describe('a card', () => {
    test('is read as it is, and reading changes nothing', async () => {
      await expect(read()).rejects.toEqual(fails('no-card'));
      await side.world.insertCard(device, card);
      expect(await read()).toEqual(card);
      expect(await read()).toEqual(card);
      await side.world.removeCard(device);
      await expect(read()).rejects.toEqual(fails('no-card'));
    });
    test('answers every command of a script with success, once per key, and is active from then on', async () => {
      await side.world.insertCard(device, card);
      const key = randomUUID();
      expect(await run(key)).toEqual({ responses: ['9000', '9000'] });
      await side.world.removeCard(device);
      expect(await run(key)).toEqual({ responses: ['9000', '9000'] });
      await expect(run()).rejects.toEqual(fails('no-card'));
      await side.world.insertCard(device, card);
      expect(await read()).toMatchObject({ activated: true });
    });
  });

  describe('a request', () => {
    test('of one key is one request; another while the citizen is busy has to wait', async () => {
      const key = randomUUID();
      await askFingers(key);
      await expect(askFingers(key)).resolves.toEqual({});
      await expect(askFingers()).rejects.toEqual(fails('busy'));
      await expect(askCode()).rejects.toEqual(fails('busy'));
    });
    test('that nobody answers does not keep the device busy for ever', async () => {
      await askFingers();
      side.world.wait(600);
      await expect(askCode()).resolves.toEqual({});
    });
    test('for fingers is answered by the fingers with their quality, and an envelope bound to the dossier', async () => {
      const key = randomUUID();
      await askFingers(key);
      const fingers = [{ finger: 'left-index', quality: 82 }, { finger: 'right-index', quality: 64 }];
      await side.world.putFingers(device, fingers);
      const [message] = side.told();
      expect(message?.message).toBe('fingerprints');
      expect(devices.messages.fingerprints.payload.parse(message?.payload)).toEqual({ device, visit, request: key, result: 'captured', failure: null, fingers, sealed: null });
      expect(sealedEnvelope.parse(message?.envelope).boundTo).toEqual({ dossier, purpose: 'fingerprints' });
    });
    test('for a code is answered without the code, which is in the envelope only', async () => {
      const key = randomUUID();
      await askCode(key);
      await side.world.chooseCode(device, '862435');
      const [message] = side.told();
      expect(devices.messages.code.payload.parse(message?.payload)).toEqual({ device, visit, request: key, result: 'chosen', failure: null, sealed: null });
      expect(sealedEnvelope.parse(message?.envelope).boundTo).toEqual({ dossier, purpose: 'code' });
      expect(JSON.stringify(message)).not.toContain('862435');
    });
    test('that fails says so, without an envelope', async () => {
      await askFingers();
      await side.world.giveUp(device, 'fingerprints');
      await askCode();
      await side.world.giveUp(device, 'code');
      expect(side.told()).toEqual(['fingerprints', 'code'].map((message) => expect.objectContaining({ message, envelope: undefined })));
      expect(devices.messages.fingerprints.payload.parse(side.told()[0]?.payload)).toMatchObject({ result: 'failed', failure: 'time-out', fingers: [] });
      expect(devices.messages.code.payload.parse(side.told()[1]?.payload)).toMatchObject({ result: 'failed', failure: 'time-out' });
    });
    test('is answered once', async () => {
      await askFingers();
      await side.world.putFingers(device, [{ finger: 'left-index', quality: 82 }]);
      await expect(side.world.putFingers(device, [{ finger: 'left-index', quality: 82 }])).rejects.toBeDefined();
      expect(side.told()).toHaveLength(1);
      await expect(askFingers()).resolves.toEqual({});
    });
  });
});
