import * as fc from 'fast-check';
import { CardGone, type Card } from '../card-reader.ts';
import { CardSaidNo, exchange } from './exchange.ts';
import { pinTries } from './pin-tries.ts';
import { readCard } from './read-card.ts';
import { readFile } from './read-file.ts';
import { runScript } from './run-script.ts';
import { changeOnPad, verifyOnPad } from './use-pad.ts';
import { changePin, NoPin, verifyPin } from './use-pin.ts';

/** A card that has these answers and no others: command and answer, in hexadecimal, in this order. */
function scripted(...lines: readonly (readonly [command: string, answer: string])[]): Card & { readonly heard: Uint8Array[] } {
  const left = [...lines];
  const heard: Uint8Array[] = [];
  return {
    atr: Buffer.from('3B9813400AA503010101AD1311', 'hex'), heard,
    transmit: async (command) => {
      heard.push(command);
      const [expected, answer] = left.shift() ?? ['nothing', ''];
      const said = Buffer.from(command).toString('hex').toUpperCase();
      if (said !== expected) throw new Error(`expected ${expected}, heard ${said}`);
      return await Promise.resolve(Buffer.from(answer, 'hex'));
    },
  };
}
const select = (path: string) => [`00A4080C06${path}`, '9000'] as const;
const data17 = `${'01'.repeat(16)}A5030101011703001721010F`;
const cardData = ['80E400001C', `${data17}9000`] as const;

test('what the card says in pieces is put together, and what it says the length of is asked again', async () => {
  expect(await exchange(scripted(['002A9E9A00', '6102'], ['00C0000002', '0A0B6101'], ['00C0000001', '0C9000']), Buffer.from('002A9E9A00', 'hex'))).toEqual({ data: Buffer.from([10, 11, 12]), status: 0x9000 });
  expect(await exchange(scripted(['00B00000FF', '6C02'], ['00B0000002', '0A0B9000']), Buffer.from('00B00000FF', 'hex'))).toEqual({ data: Buffer.from([10, 11]), status: 0x9000 });
});

test('a card that never ends its answer is not listened to for ever', async () => {
  let asked = 0;
  const endless: Card = { atr: new Uint8Array(), transmit: (command) => { asked += 1; return Promise.resolve(command[1] === 0xa4 ? Uint8Array.of(0x90, 0) : Uint8Array.of(1, 0x61, 1)); } };
  await exchange(endless, Uint8Array.of(0, 0xb0, 0, 0, 1));
  expect(asked).toBeLessThan(100);
  const long: Card = { atr: new Uint8Array(), transmit: (command) => Promise.resolve(command[1] === 0xa4 ? Uint8Array.of(0x90, 0) : Buffer.concat([Buffer.alloc(255), Buffer.from('9000', 'hex')])) };
  expect((await readFile(long, 'identity'))?.length).toBeLessThan(2_000);
});

test('a file is read to its end, whether that falls inside a block or between two', async () => {
  const block = 'AB'.repeat(255);
  expect(await readFile(scripted(select('3F00DF014031'), ['00B00000FF', `${block}9000`], ['00B000FFFF', '6C02'], ['00B000FF02', '01029000']), 'identity')).toHaveLength(257);
  expect(await readFile(scripted(select('3F00DF014031'), ['00B00000FF', `${block}9000`], ['00B000FFFF', '6B00']), 'identity')).toHaveLength(255);
});

test('a certificate that ends before it is whole is selected and read once more', async () => {
  const whole = `30820004${'00'.repeat(4)}`;
  expect(await readFile(scripted(select('3F00DF00503C'), ['00B00000FF', '3082000400009000'], select('3F00DF00503C'), ['00B00000FF', `${whole}9000`]), 'rrn-certificate')).toHaveLength(8);
  expect(await readFile(scripted(select('3F00DF00503C'), ['00B00000FF', '6B00'], select('3F00DF00503C'), ['00B00000FF', '6B00']), 'rrn-certificate')).toHaveLength(0);
});

test('a file that this card does not have is left out', async () => {
  const card = scripted(cardData, ['00A4080C063F00DF014040', '6A82'], ['0020000100', '63C2']);
  expect(await readCard(card, ['basic-key'])).toEqual({ atr: '3B9813400AA503010101AD1311', applet: data17, files: {}, activated: true, pinTriesLeft: 2 });
});

test.each([['1.7', '6D00'], ['1.8', '6985']])('a card of applet %s that is not activated says so by what it refuses', async (_applet, refusal) => {
  expect(await readCard(scripted(cardData, select('3F00DF014031'), ['00B00000FF', refusal]), ['identity', 'photo'])).toMatchObject({ activated: false, files: {}, pinTriesLeft: null });
  expect(await readCard(scripted(cardData, select('3F00DF014031'), ['00B0000001', refusal]), [])).toMatchObject({ activated: false });
});

test('a card that refuses something after it gave a file is broken, not new', async () => {
  await expect(readCard(scripted(cardData, select('3F00DF014031'), ['00B00000FF', '01009000'], select('3F00DF014035'), ['00B00000FF', '6985']), ['identity', 'photo'])).rejects.toThrow(CardSaidNo);
});

test('a card that does not know what it is, even with its application selected, is no Belgian eID', async () => {
  await expect(readCard(scripted(['80E400001C', '6D00'], ['00A4040C0CA000000177504B43532D3135', '6A82'], ['80E400001C', '6D00']), ['identity'])).rejects.toThrow('6D00');
});

test.each([
  ['1.8 tells the tries among its data', 0x18, [['80E400011F', `${data17}0200009000`]], 2],
  ['1.7 tells them when no PIN is given', 0x17, [['0020000100', '63C3']], 3],
  ['1.7 that is blocked has none', 0x17, [['0020000100', '6983']], 0],
  ['what is older is not asked, for it may take that for a wrong PIN', 0x11, [], null],
] as const)('%s', async (_title, version, lines, left) => {
  expect(await pinTries(scripted(...lines), { raw: Buffer.alloc(28), version })).toBe(left);
});

const answersOfPin = [
  ['9000', { result: 'verified', left: null }], ['63C2', { result: 'wrong', left: 2 }], ['63C0', { result: 'blocked', left: 0 }], ['6983', { result: 'blocked', left: 0 }],
] as const;
test.each(answersOfPin)('a card that answers %s to a PIN says what became of it', async (answer, said) => {
  expect(await verifyPin(scripted(['0020000108241234FFFFFFFFFF', answer]), Buffer.from('1234'))).toEqual(said);
});

test('a changed PIN goes with the present one, each with its own length', async () => {
  expect(await changePin(scripted(['0024000110241234FFFFFFFFFF2C123456789012FF', '9000']), Buffer.from('1234'), Buffer.from('123456789012'))).toEqual({ result: 'changed', left: null });
});

test('what is no PIN never reaches the card', async () => {
  for (const typed of ['', '123', '1234567890123', '12a4', '12 4']) await expect(verifyPin(scripted(), Buffer.from(typed))).rejects.toThrow(NoPin);
});

test('digits are wiped, and the command that held them, whatever came of it', async () => {
  for (const answer of ['9000', '63C1', '6F00']) {
    const [present, next, card] = [Buffer.from('2580'), Buffer.from('1470'), scripted(['0024000110242580FFFFFFFFFF241470FFFFFFFFFF', answer])];
    await changePin(card, present, next).catch(() => undefined);
    expect([present, next, ...card.heard].every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  }
  const [short, card] = [Buffer.from('258'), scripted()];
  await verifyPin(card, short).catch(() => undefined);
  expect(short.every((byte) => byte === 0)).toBe(true);
});

test('an error never tells what was typed', async () => {
  await fc.assert(fc.asyncProperty(fc.stringMatching(/^\d{4,12}$/), async (digits) => {
    const card: Card = { atr: new Uint8Array(), transmit: () => Promise.resolve(Uint8Array.of(0x6f, 0x00)) };
    const error: unknown = await verifyPin(card, Buffer.from(digits)).catch((refused: unknown) => refused);
    expect(`${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack?.split('\n')[0] : ''}`).not.toContain(digits);
  }), { numRuns: 50 });
});

test('of a script every answer comes back as it came, and no answer stops it', async () => {
  const card = scripted(['00A4040C00', '9000'], ['80EA000000', '6982'], ['80E400001C', '611C'], ['80EC010000', '9000']);
  expect(await runScript(card, ['00A4040C00', '80ea000000', '80E400001C', '80EC010000'])).toEqual(['9000', '6982', '611C', '9000']);
});

test('a card that is pulled in the middle of a script is gone', async () => {
  let commands = 0;
  const card: Card = { atr: new Uint8Array(), transmit: () => { commands += 1; return commands < 2 ? Promise.resolve(Uint8Array.of(0x90, 0)) : Promise.reject(new CardGone()); } };
  await expect(runScript(card, ['00A4040C00', '80EA000000', '80EC010000'])).rejects.toThrow(CardGone);
});

const padThatSays = (...answers: readonly string[]): NonNullable<Card['pinpad']> => {
  const left = [...answers];
  const say = (): Promise<Uint8Array | 'cancelled' | 'time-out'> => {
    const next = left.shift() ?? '6F00';
    return Promise.resolve(next === 'cancelled' || next === 'time-out' ? next : Buffer.from(next, 'hex'));
  };
  return { verify: say, change: say };
};

test.each([
  [['9000'], { result: 'verified', left: null }], [['63C1'], { result: 'wrong', left: 1 }], [['6983'], { result: 'blocked', left: 0 }], [['cancelled'], { result: 'cancelled', left: null }],
  [['time-out'], { result: 'time-out', left: null }], [['6403', '9000'], { result: 'verified', left: null }], [['6403', '6403', '6403'], { result: 'cancelled', left: null }],
] as const)('keys of a reader that say %p', async (said, result) => expect(await verifyOnPad(padThatSays(...said))).toEqual(result));

test('two new PINs that differ are typed again, and use no try', async () => {
  expect(await changeOnPad(padThatSays('6402', '9000'))).toEqual({ result: 'changed', left: null });
});
