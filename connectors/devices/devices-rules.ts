import { randomBytes, randomUUID } from 'node:crypto';
import type { Delivered } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { cardCommands, chipNumberOf } from '#connectors/biza/wire/card-commands.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { devices, sealedEnvelope } from './devices.port.ts';

/** One side of the port, and the world behind it. With real devices a person makes the world so, or a simulator. */
export interface DevicesSide {
  readonly port: PortImplementation<typeof devices>;
  readonly call: (key?: string) => OutwardCall;
  /** Business time. */
  readonly now: () => number;
  readonly world: {
    connect(device: string): Promise<unknown>;
    /** `pin`: the PIN of the card from now on. A card that was activated stays so. */
    insertCard(device: string, card: RulesCard & { readonly pin?: string }): Promise<unknown>;
    removeCard(device: string): Promise<unknown>;
    /** The signatures of the card in the reader do not hold any more. */
    forge(device: string): Promise<unknown>;
    /** What the citizen types when a PIN is asked the next time; `next`: the new one, twice. */
    typePin(device: string, typed: { readonly pin: string; readonly next?: string } | 'cancel'): Promise<unknown>;
    /** The official begins what was prepared, at the device itself. */
    begin(device: string): Promise<unknown>;
    /** One try: these fingers, so well. */
    putFingers(device: string, fingers: readonly { readonly finger: string; readonly quality: number }[]): Promise<unknown>;
    chooseCode(device: string, code: string): Promise<unknown>;
    giveUp(device: string, what: 'fingerprints' | 'code'): Promise<unknown>;
    /** Time goes by, and what is over with it has ended. */
    wait(seconds: number): void | Promise<void>;
  };
  /** All that the devices have said until now has been heard. */
  readonly settled: () => void | Promise<void>;
  readonly told: () => readonly Delivered[];
  readonly close: () => void | Promise<void>;
}
export type RulesCard = typeof card;

export const device = 'tablet-1';
export const card = {
  cardNumber: makeCardNumber('5920000001'), insz: makeInsz('1960-05-01', 3, { testPerson: true }), lastName: 'Person', firstNames: 'Test',
  validUntil: '2036-11-24', activated: true, photo: Buffer.from('a photo of nobody').toString('base64'), address: { street: 'Teststraat 1', postcode: '9000', municipality: 'Gent' },
};
/** Number of a card of somebody else. */
export const another = makeCardNumber('5920000002');
/** Fresh from the factory. */
export const newCard = { ...card, activated: false };
/** As the house names it to a device. */
export const meant = { cardNumber: card.cardNumber, chip: null };
export const script = [cardCommands.selectApplication, cardCommands.nameCard(card.cardNumber), cardCommands.proveRole(randomBytes(16)), cardCommands.activate];
const chipOf = (cardNumber: string) => chipNumberOf(cardNumber).toString('hex').toUpperCase();
export const done = script.map(() => '9000');
export const fails = (type: string) => expect.objectContaining({ type: `devices.${type}` });
const good = [{ finger: 'left-index', quality: 82 }, { finger: 'right-index', quality: 64 }];
const poor = [{ finger: 'left-index', quality: 82 }, { finger: 'right-index', quality: 30 }];

/** Rules that every device keeps, whichever side of the port it is. */
export function keepsDevicesRules(open: () => DevicesSide | Promise<DevicesSide>): void {
  let side: DevicesSide;
  let visit: string;
  let dossier: string;
  beforeEach(async () => {
    side = await open();
    [visit, dossier] = [randomUUID(), randomUUID()];
    await side.world.connect(device);
  });
  afterEach(() => side.close());

  const until = (seconds: number) => side.now() + seconds * 1_000;
  const answers = () => side.told().filter(({ message }) => message !== 'progress');
  const progress = () => side.told().flatMap(({ message, payload }) => (message === 'progress' ? [devices.messages.progress.payload.parse(payload)] : []));
  const steps = () => progress().map(({ step }) => step);
  const read = () => side.port.readCard({ device, visit }, side.call());
  const run = (key?: string) => side.port.runScript({ device, visit, card: meant, script, until: until(60) }, side.call(key));
  const settled = async <T>(asked: Promise<T>): Promise<T> => {
    const answer = await asked;
    await side.settled();
    return answer;
  };
  const askFingers = (key?: string, overrides: object = {}) => settled(side.port.requestFingerprints({
    device, visit, dossier, fingers: ['left-index', 'right-index'], exceptions: [], leastQuality: 60, tries: 2, start: 'now', until: until(3_600), ...overrides,
  }, side.call(key)));
  const askCode = (key?: string, overrides: object = {}) => settled(side.port.requestCode({ device, visit, dossier, language: 'nl', start: 'now', until: until(3_600), ...overrides }, side.call(key)));

  describe('a device', () => {
    test('that is not connected answers to nothing', async () => {
      const other = { device: 'tablet-9', visit };
      await expect(side.port.readCard(other, side.call())).rejects.toEqual(fails('unavailable'));
      await expect(side.port.pinTries({ ...other, card: meant }, side.call())).rejects.toEqual(fails('unavailable'));
      await expect(side.port.runScript({ ...other, card: meant, script, until: until(60) }, side.call())).rejects.toEqual(fails('unavailable'));
      await expect(askCode(undefined, other)).rejects.toEqual(fails('unavailable'));
      await expect(side.port.forgetVisit(other, side.call())).rejects.toEqual(fails('unavailable'));
    });
    test('is listed with what it is ready for and may be used for', async () => {
      const listed = async () => (await side.port.list({}, side.call())).devices;
      expect(await listed()).toEqual([expect.objectContaining({ device, cardReader: 'no-card', fingerprints: 'ready', rights: ['capture', 'delivery'], waiting: 0 })]);
      await side.world.insertCard(device, card);
      await askFingers();
      expect(await listed()).toEqual([expect.objectContaining({ device, cardReader: 'ready', fingerprints: 'busy' })]);
    });
  });

  describe('a card', () => {
    test('is read as it is, with its address, and reading changes nothing', async () => {
      await expect(read()).rejects.toEqual(fails('no-card'));
      await side.world.insertCard(device, card);
      expect(await read()).toMatchObject(card);
      expect(await read()).toMatchObject(card);
      await side.world.removeCard(device);
      await expect(read()).rejects.toEqual(fails('no-card'));
    });
    test('whose signatures do not hold tells nothing', async () => {
      await side.world.insertCard(device, card);
      await side.world.forge(device);
      await expect(read()).rejects.toEqual(fails('forged-card'));
    });
    test('that is not activated says nothing of its holder', async () => {
      await side.world.insertCard(device, newCard);
      await expect(read()).rejects.toMatchObject({ type: 'devices.card-unreadable', data: { issues: [{ detail: 'not-activated' }] } });
    });
    test('answers every command of a script with success, once per key, and is active from then on', async () => {
      await side.world.insertCard(device, newCard);
      const key = randomUUID();
      expect(await run(key)).toEqual({ responses: done });
      await side.world.removeCard(device);
      expect(await run(key)).toEqual({ responses: done });
      await expect(run()).rejects.toEqual(fails('no-card'));
      await side.world.insertCard(device, newCard);
      expect(await read()).toMatchObject(card);
    });
    test('gets not one command of a script that is meant for another one, active or not, and the right card gets it after that', async () => {
      const forAnother = { device, visit, card: { cardNumber: another, chip: chipOf(another) }, script, until: until(60) };
      for (const inReader of [newCard, card]) {
        await side.world.insertCard(device, inReader);
        expect(await side.port.runScript(forAnother, side.call())).toEqual({ responses: [], refused: 'wrong-card' });
      }
      expect(await side.port.runScript({ ...forAnother, card: { ...meant, chip: chipOf(card.cardNumber) } }, side.call())).toEqual({ responses: done });
      await side.settled();
      expect(steps().filter((step) => step === 'script-running')).toHaveLength(1);
    });
    test('gets no script and is asked no PIN of a visit that is over, and does what is asked in the next one', async () => {
      await side.world.insertCard(device, { ...newCard, pin: '2468' });
      await side.port.forgetVisit({ device, visit }, side.call());
      expect(await run()).toEqual({ responses: [] });
      expect(await side.port.verifyPin({ device, visit, card: meant, language: 'nl', until: until(60) }, side.call())).toEqual({ result: 'time-out', left: null });
      visit = randomUUID();
      expect(await run()).toEqual({ responses: done });
    });
    test('gets no script that did not come in its time; one that did is answered the same after it', async () => {
      await side.world.insertCard(device, newCard);
      expect(await side.port.runScript({ device, visit, card: meant, script, until: side.now() }, side.call())).toEqual({ responses: [] });
      await expect(read()).rejects.toEqual(fails('card-unreadable'));
      const [key, end] = [randomUUID(), until(60)];
      for (const seconds of [61, 0]) {
        expect(await side.port.runScript({ device, visit, card: meant, script, until: end }, side.call(key))).toEqual({ responses: done });
        await side.world.wait(seconds);
      }
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
      await askFingers(undefined, { until: until(300) });
      await side.world.wait(600);
      await expect(askCode()).resolves.toEqual({});
    });
    test('for fingers is answered by the fingers with their quality, and an envelope bound to the dossier', async () => {
      const key = randomUUID();
      await askFingers(key);
      await side.world.putFingers(device, good);
      const [message] = answers();
      expect(message?.message).toBe('fingerprints');
      expect(devices.messages.fingerprints.payload.parse(message?.payload)).toEqual({ device, visit, request: key, result: 'captured', failure: null, fingers: good, sealed: null });
      expect(sealedEnvelope.parse(message?.envelope).boundTo).toEqual({ dossier, purpose: 'fingerprints' });
    });
    test('for fingers that are not good enough is tried again by the device itself, then fails with the best of each finger', async () => {
      await askFingers();
      await side.world.putFingers(device, poor);
      expect(answers()).toEqual([]);
      await side.world.putFingers(device, [{ finger: 'left-index', quality: 40 }, { finger: 'right-index', quality: 35 }]);
      expect(answers()).toEqual([expect.objectContaining({ message: 'fingerprints', envelope: undefined })]);
      expect(devices.messages.fingerprints.payload.parse(answers()[0]?.payload)).toMatchObject({
        result: 'failed', failure: 'poor-quality', fingers: [{ finger: 'left-index', quality: 82 }, { finger: 'right-index', quality: 35 }],
      });
      expect(steps()).toContain('quality-low');
      await expect(askFingers()).resolves.toEqual({});
    });
    test('for a code is answered without the code, which is in the envelope only', async () => {
      const key = randomUUID();
      await askCode(key);
      await side.world.chooseCode(device, '862435');
      const [message] = answers();
      expect(devices.messages.code.payload.parse(message?.payload)).toEqual({ device, visit, request: key, result: 'chosen', failure: null, sealed: null });
      expect(sealedEnvelope.parse(message?.envelope).boundTo).toEqual({ dossier, purpose: 'code' });
      expect(JSON.stringify(side.told())).not.toContain('862435');
    });
    test('that fails says so, without an envelope', async () => {
      await askFingers();
      await side.world.giveUp(device, 'fingerprints');
      await askCode();
      await side.world.giveUp(device, 'code');
      expect(answers()).toEqual(['fingerprints', 'code'].map((message) => expect.objectContaining({ message, envelope: undefined })));
      expect(devices.messages.fingerprints.payload.parse(answers()[0]?.payload)).toMatchObject({ result: 'failed', failure: 'time-out', fingers: [] });
      expect(devices.messages.code.payload.parse(answers()[1]?.payload)).toMatchObject({ result: 'failed', failure: 'time-out' });
    });
    test('is answered once', async () => {
      await askFingers();
      await side.world.putFingers(device, good);
      await expect(side.world.putFingers(device, good)).rejects.toBeDefined();
      expect(answers()).toHaveLength(1);
      await expect(askFingers()).resolves.toEqual({});
    });
    test('tells the official how far it is, under the key of the request and with no envelope', async () => {
      const key = randomUUID();
      await askFingers(key);
      await side.world.putFingers(device, good);
      expect(new Set(progress().map(({ request }) => request))).toEqual(new Set([key]));
      expect(side.told().filter(({ message, envelope }) => message === 'progress' && envelope !== undefined)).toEqual([]);
      expect(steps()).toEqual(expect.arrayContaining(['put-finger', 'sealed', 'queued']));
    });
    test('counts the steps of each request from one, and leaves none out', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      await askFingers(first);
      await side.world.putFingers(device, good);
      await askFingers(second);
      await side.world.putFingers(device, good);
      for (const key of [first, second]) {
        const numbers = progress().filter(({ request }) => request === key).map(({ number }) => number);
        expect(numbers.length).toBeGreaterThan(2);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }
    });
    test('tells that a PIN is asked and that a script runs under the key by which it was asked', async () => {
      const [pin, ran] = [randomUUID(), randomUUID()];
      await side.world.insertCard(device, { ...card, pin: '2468' });
      await side.world.typePin(device, { pin: '2468' });
      await settled(side.port.verifyPin({ device, visit, card: meant, language: 'nl', until: until(60) }, side.call(pin)));
      await settled(run(ran));
      expect(progress().filter(({ number }) => number === 1).map(({ step, request }) => [step, request])).toEqual([['pin-asked', pin], ['script-running', ran]]);
    });
  });

  describe('what is prepared', () => {
    const atTheDoor = { start: 'at-the-door' };
    test('is not answered before the official begins it at the door', async () => {
      const key = randomUUID();
      await askFingers(key, atTheDoor);
      expect(steps()).toEqual(['waiting']);
      await expect(side.world.putFingers(device, good)).rejects.toBeDefined();
      await side.world.wait(3_000);
      await side.world.begin(device);
      await side.world.putFingers(device, good);
      expect(answers().map(({ payload }) => payload)).toEqual([expect.objectContaining({ request: key, result: 'captured' })]);
    });
    test('gives way to another request of the same visit, not to one of another', async () => {
      await askFingers(undefined, atTheDoor);
      await expect(askCode(undefined, { visit: randomUUID() })).rejects.toEqual(fails('busy'));
      await expect(askCode(undefined, atTheDoor)).resolves.toEqual({});
      await side.world.begin(device);
      await expect(askCode()).rejects.toEqual(fails('busy'));
    });
    test('is forgotten with its visit, and what has begun is not', async () => {
      await askCode(undefined, atTheDoor);
      await side.port.forgetVisit({ device, visit: randomUUID() }, side.call());
      await side.port.forgetVisit({ device, visit }, side.call());
      await expect(side.world.begin(device)).rejects.toBeDefined();
      await askCode();
      await side.port.forgetVisit({ device, visit }, side.call());
      await side.world.chooseCode(device, '862435');
      expect(answers()).toHaveLength(1);
    });
    test('is over with its time', async () => {
      await askFingers(undefined, { ...atTheDoor, until: until(600) });
      await side.world.wait(600);
      await expect(side.world.begin(device)).rejects.toBeDefined();
    });
  });
}
