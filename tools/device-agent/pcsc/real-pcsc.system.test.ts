import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { cardCommands } from '#connectors/biza/wire/card-commands.ts';
import { cardFileNames } from '#services/belgium/eid-card/card-files.ts';
import { verifyCard } from '#services/belgium/eid-card/verify-card.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { makeCard } from '#tools/simulated-card/make-card.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { plugIntoVpcd, type PluggedCard } from '#tools/simulated-card/plug-into-vpcd.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';
import { startPcscd, type RunningPcscd } from '#tools/system-packages/start-pcscd.ts';
import { contentOf, type CardRead } from '../card/read-card.ts';
import { startReaderProcess, type ReaderProcess } from './start-reader-process.ts';

// A command takes some 50 ms through vpcd, and a reader is asked every 400 ms whether a card came or went.

const person = testPerson({ lastName: 'Çelik', firstNames: 'Zoë' });
let pki: TestPki;
let pcscd: RunningPcscd;
let reader: ReaderProcess;
let plugged: PluggedCard | undefined;

beforeAll(async () => {
  [pki, pcscd] = await Promise.all([mintPki({ now: Date.now() }), startPcscd()]);
  reader = aProgram();
});
afterEach(async () => {
  await plugged?.pull();
  await until('no-card');
});
afterAll(async () => {
  await reader.stop();
  await pcscd.stop();
});

const aProgram = () => startReaderProcess(pcscd.slots[0].name, { ...process.env, PCSCLITE_CSOCK_NAME: pcscd.socket });
const nothing = z.unknown();
const until = (state: 'ready' | 'no-card' | 'absent') => reader.ask({ deed: 'until', state }, nothing);
const cardRead: z.ZodType<CardRead> = z.strictObject({
  atr: z.string(), applet: z.string(), files: z.partialRecord(z.enum(cardFileNames), z.base64()), activated: z.boolean(), pinTriesLeft: z.int().nullable(),
});
const read = (files: readonly (typeof cardFileNames)[number][] = cardFileNames, by = reader): Promise<CardRead> => by.ask({ deed: 'read', files: [...files] }, cardRead);
const type = (pin: string) => reader.ask({ deed: 'verify-pin', pin }, z.unknown());

async function insert(wish: Omit<Parameters<typeof makeCard>[1], 'pki'> = {}): Promise<VirtualCard> {
  const card = await makeCard(person, { pki, ...wish });
  plugged = await plugIntoVpcd({ path: pcscd.slots[0].path }, card);
  await until('ready');
  return card;
}
const verified = (said: CardRead) =>
  verifyCard(contentOf(said), { anchors: [pki.rsa.root, pki.ec.root].map(({ certificate }) => new X509Certificate(certificate)), at: Date.now() });

test.each(['1.7', '1.8'] as const)('a card of applet %s is read through real PC/SC, byte for byte, and believed', async (applet) => {
  const card = await insert({ applet });
  const said = await read();
  expect(said).toMatchObject({ activated: true, pinTriesLeft: 3, atr: Buffer.from(card.atr).toString('hex').toUpperCase() });
  expect(verified(said)).toMatchObject({ card: { identity: { lastName: 'Çelik', insz: person.insz }, address: person.address } });
  expect(contentOf(said)).toEqual(Object.fromEntries(cardFileNames.flatMap((name) => (card.content.files[name] ? [[name, Buffer.from(card.content.files[name])]] : []))));
});

test('a reader without keys of its own says so', async () => {
  expect(await reader.ask({ deed: 'state' }, z.unknown())).toEqual({ state: 'no-card', name: pcscd.slots[0].name, pinpad: false });
});

test('the right PIN is verified, three wrong ones block the card', async () => {
  const card = await insert({ applet: '1.7', pin: '2580' });
  expect(await type('2580')).toEqual({ result: 'verified', left: null });
  expect([await type('1111'), (await read([])).pinTriesLeft, await type('1111'), await type('1111'), await type('2580'), (await read([])).pinTriesLeft]).toEqual([
    { result: 'wrong', left: 2 }, 2, { result: 'wrong', left: 1 }, { result: 'blocked', left: 0 }, { result: 'blocked', left: 0 }, 0,
  ]);
  expect(card.state()).toBe('blocked');
});

test('a PIN is changed', async () => {
  await insert({ applet: '1.8', pin: '2580' });
  expect(await reader.ask({ deed: 'change-pin', pin: '2580', next: '314159265358' }, z.unknown())).toEqual({ result: 'changed', left: null });
  expect([await type('2580'), await type('314159265358')]).toEqual([{ result: 'wrong', left: 2 }, { result: 'verified', left: null }]);
});

test.each(['1.7', '1.8'] as const)('a new card of applet %s is activated by the script of the issuer, with the code that the citizen chose', async (applet) => {
  const card = await insert({ applet, state: 'not-activated' });
  expect(await read()).toMatchObject({ activated: false, files: {}, pinTriesLeft: null });
  const script = [
    cardCommands.selectApplication, cardCommands.nameCard(person.cardNumber), cardCommands.proveRole(Buffer.alloc(16, 5)),
    cardCommands.setCode(person.cardNumber, '3690', Buffer.alloc(12, 6)), cardCommands.activate,
  ];
  expect(await reader.ask({ deed: 'run-script', script }, z.unknown())).toEqual(script.map(() => '9000'));
  expect(card.state()).toBe('active');
  expect(verified(await read())).toHaveProperty('card');
  expect(await type('3690')).toEqual({ result: 'verified', left: null });
});

test('a card that is pulled in the middle is gone; in again, it is read whole', async () => {
  const card = await insert();
  card.pullAfter(12);
  await expect(read()).rejects.toThrow('CardGone');
  await until('no-card');
  await expect(read()).rejects.toThrow('CardGone');
  plugged = await plugIntoVpcd({ path: pcscd.slots[0].path }, card);
  await until('ready');
  expect(verified(await read())).toHaveProperty('card');
});

test('when the service dies in the middle the reader is gone; when it is back, reader and card are back', async () => {
  const card = await insert();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const transmit = card.transmit.bind(card);
  card.transmit = (command) => { begin(); return transmit(command); };
  const reading = read();
  await begun;
  await Promise.all([expect(reading).rejects.toThrow('ReaderGone'), pcscd.kill()]);
  await until('absent');
  await expect(read()).rejects.toThrow('ReaderGone');
  await pcscd.restart();
  await until('ready');
  expect(verified(await read())).toHaveProperty('card');
  // What was left of the line that died must not take the program with it when it is cleared away.
  await reader.ask({ deed: 'collect-garbage' }, nothing);
  expect(verified(await read())).toHaveProperty('card');
});

describe('of two programs that want one card', () => {
  let other: ReaderProcess;
  beforeAll(() => { other = aProgram(); });
  afterAll(async () => { await other.stop(); });

  test('one waits until the other is done', async () => {
    const card = await insert();
    await other.ask({ deed: 'until', state: 'ready' }, nothing);
    const heard: string[] = [];
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const transmit = card.transmit.bind(card);
    card.transmit = (command) => {
      heard.push(Buffer.from(command.subarray(0, 2)).toString('hex'));
      begin();
      return transmit(command);
    };
    const challenges = Array.from({ length: 20 }, () => '0084000008');
    const mine = reader.ask({ deed: 'run-script', script: challenges }, z.array(z.string()));
    await begun;
    const [answers, said] = await Promise.all([mine, read(['identity'], other)]);
    expect(answers.every((answer) => answer.endsWith('9000'))).toBe(true);
    expect(said.activated).toBe(true);
    expect(heard.slice(0, 20)).toEqual(challenges.map(() => '0084'));
    expect(heard.slice(20)).not.toContain('0084');
  });

  test('each gets it in the end, though the one before resets it', async () => {
    await insert();
    await other.ask({ deed: 'until', state: 'ready' }, nothing);
    const all = await Promise.all([reader, other, reader, other, reader, other].map((program) => read(['identity'], program)));
    expect(all.map(({ files }) => files.identity)).toEqual(all.map(() => all[0]?.files.identity));
  });

  test('one does not find the PIN that the other had verified', async () => {
    await insert({ applet: '1.7', pin: '2580' });
    await other.ask({ deed: 'until', state: 'ready' }, nothing);
    expect(await type('2580')).toEqual({ result: 'verified', left: null });
    const sign = ['002241B6050480018482', `002A9E9A14${'00'.repeat(20)}`];
    expect(await other.ask({ deed: 'run-script', script: sign }, z.array(z.string()))).toEqual(['9000', '6982']);
  });
});
