import { randomBytes, randomUUID } from 'node:crypto';
import { cardCommands } from '#connectors/biza/wire/card-commands.ts';
import { another, card, device, done, fails, meant, newCard, script, type DevicesSide } from './devices-rules.ts';

/** Rules of the PIN of a card that every device keeps, whichever side of the port it is. */
export function keepsPinRules(open: () => DevicesSide | Promise<DevicesSide>): void {
  let side: DevicesSide;
  let visit: string;
  beforeEach(async () => {
    side = await open();
    visit = randomUUID();
    await side.world.connect(device);
  });
  afterEach(() => side.close());

  const until = (seconds: number) => side.now() + seconds * 1_000;
  const verify = (key?: string) => side.port.verifyPin({ device, visit, card: meant, language: 'nl', until: until(60) }, side.call(key));

  describe('the code that a script sets', () => {
    const run = (commands: readonly string[]) => side.port.runScript({ device, visit, card: meant, script: [...commands], until: until(60) }, side.call());
    const runWith = (forCard: string) => run(script.toSpliced(-1, 0, cardCommands.setCode(forCard, '86420', randomBytes(12))));
    const type = async (pin: string) => {
      await side.world.typePin(device, { pin });
      return (await verify()).result;
    };
    beforeEach(() => side.world.insertCard(device, { ...newCard, pin: '4711' }));

    test('opens the card from then on, and the PIN that it was made with does not', async () => {
      expect(await runWith(card.cardNumber)).toEqual({ responses: [...done, '9000'] });
      expect([await type('4711'), await type('86420')]).toEqual(['wrong', 'verified']);
    });
    test('is set again when the script goes to the card again', async () => {
      await runWith(card.cardNumber);
      await side.world.typePin(device, { pin: '86420', next: '1147' });
      await side.port.changePin({ device, visit, card: meant, language: 'nl', until: until(60) }, side.call());
      expect(await runWith(card.cardNumber)).toEqual({ responses: [...done, '9000'] });
      expect([await type('1147'), await type('86420')]).toEqual(['wrong', 'verified']);
    });
    test('and that was sealed for another card is refused: the card keeps its PIN', async () => {
      expect((await runWith(another)).responses).toContain('6A80');
      expect([await type('86420'), await type('4711')]).toEqual(['wrong', 'verified']);
    });
    test('stays away from a card whose script has none', async () => {
      await run(script);
      expect(await type('4711')).toBe('verified');
    });
  });

  describe('a PIN', () => {
    beforeEach(() => side.world.insertCard(device, { ...card, pin: '4711' }));
    const left = async () => (await side.port.pinTries({ device, visit, card: meant }, side.call())).left;

    test('is verified on the device, and three wrong ones block it', async () => {
      expect(await left()).toBe(3);
      await side.world.typePin(device, { pin: '4711' });
      expect(await verify()).toMatchObject({ result: 'verified' });
      expect(await left()).toBe(3);
      for (const [result, now] of [['wrong', 2], ['wrong', 1], ['blocked', 0]] as const) {
        await side.world.typePin(device, { pin: '0000' });
        expect(await verify()).toEqual({ result, left: now });
      }
      await side.world.typePin(device, { pin: '4711' });
      expect(await verify()).toEqual({ result: 'blocked', left: 0 });
      expect(await left()).toBe(0);
    });
    test('that was verified is not asked again under the same key', async () => {
      const key = randomUUID();
      await side.world.typePin(device, { pin: '0000' });
      expect(await verify(key)).toMatchObject({ result: 'wrong' });
      expect(await verify(key)).toMatchObject({ result: 'wrong' });
      expect(await left()).toBe(2);
    });
    test('that the citizen cancels uses up no try', async () => {
      await side.world.typePin(device, 'cancel');
      expect(await verify()).toMatchObject({ result: 'cancelled' });
      expect(await left()).toBe(3);
    });
    test('of another card than the one that is in the reader is not asked, and uses up no try', async () => {
      const other = { device, visit, card: { cardNumber: another, chip: null } };
      await side.world.typePin(device, { pin: '0000', next: '1147' });
      expect(await side.port.verifyPin({ ...other, language: 'nl', until: until(60) }, side.call())).toEqual({ result: 'wrong-card', left: null });
      expect(await side.port.changePin({ ...other, language: 'nl', until: until(60) }, side.call())).toEqual({ result: 'wrong-card', left: null });
      await expect(side.port.pinTries(other, side.call())).rejects.toEqual(fails('wrong-card'));
      expect(await left()).toBe(3);
    });
    test('is changed to a new one', async () => {
      await side.world.typePin(device, { pin: '4711', next: '1147' });
      expect(await side.port.changePin({ device, visit, card: meant, language: 'fr', until: until(60) }, side.call())).toMatchObject({ result: 'changed' });
      await side.world.typePin(device, { pin: '1147' });
      expect(await verify()).toMatchObject({ result: 'verified' });
    });
    test('is not asked after its time is over', async () => {
      await side.world.typePin(device, { pin: '4711' });
      expect(await side.port.verifyPin({ device, visit, card: meant, language: 'nl', until: side.now() }, side.call())).toEqual({ result: 'time-out', left: null });
    });
    test('needs a card in the reader', async () => {
      await side.world.removeCard(device);
      await expect(side.port.pinTries({ device, visit, card: meant }, side.call())).rejects.toEqual(fails('no-card'));
      await expect(verify()).rejects.toEqual(fails('no-card'));
    });
  });
}
