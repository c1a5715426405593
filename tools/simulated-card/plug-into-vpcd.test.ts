import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { testPerson } from './content/card-person.ts';
import { makeCard } from './make-card.ts';
import { mintPki, type TestPki } from './pki/mint-pki.ts';
import { plugIntoVpcd } from './plug-into-vpcd.ts';
import { readWish } from './read-wish.ts';

let pki: TestPki;
beforeAll(async () => { pki = await mintPki({ now: Date.UTC(2026, 10, 29) }); });

const said = (bytes: Uint8Array) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
const words = (hex: string) => said(Buffer.from(hex, 'hex'));

/** The reader's side of vpcd: waits for cards, and asks them. */
async function openReader() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const nextCard = () => new Promise<Socket>((resolve) => { server.once('connection', resolve); });
  const hear = (socket: Socket, bytes: number) => new Promise<string>((resolve) => {
    let heard = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      heard = Buffer.concat([heard, part]);
      if (heard.length >= bytes) resolve(heard.toString('hex').toUpperCase());
    });
  });
  return { port: address.port, nextCard, hear, close: () => { server.close(); } };
}

test('a virtual reader is told the ATR and the answers of the card, however the bytes are cut', async () => {
  const [reader, card] = [await openReader(), await makeCard(testPerson(), { pki, applet: '1.8' })];
  const [socket, plugged] = await Promise.all([reader.nextCard(), plugIntoVpcd(reader, card)]);
  const wanted = Buffer.concat([said(card.atr), words('9000'), words('63C3')]).toString('hex').toUpperCase();
  const heard = reader.hear(socket, wanted.length / 2);
  for (const byte of Buffer.concat([words('01'), words('04'), words('00A4080C022F00'), words('0020000100')])) socket.write(Buffer.from([byte]));
  expect(await heard).toBe(wanted);
  await plugged.pull();
  reader.close();
});

test('a card that is reset by the reader has forgotten who logged in', async () => {
  const [reader, card] = [await openReader(), await makeCard(testPerson(), { pki, applet: '1.8' })];
  const [socket, plugged] = await Promise.all([reader.nextCard(), plugIntoVpcd(reader, card)]);
  socket.write(Buffer.concat([words('0020000108241234FFFFFFFFFF'), words('0020000100'), words('02'), words('0020000100')]));
  expect(await reader.hear(socket, 12)).toBe(Buffer.concat([words('9000'), words('9000'), words('63C3')]).toString('hex').toUpperCase());
  await plugged.pull();
  reader.close();
});

test('a card stays in a reader that goes away and comes back, until it is pulled', async () => {
  const [reader, card] = [await openReader(), await makeCard(testPerson(), { pki, applet: '1.8' })];
  const [socket, plugged] = await Promise.all([reader.nextCard(), plugIntoVpcd(reader, card)]);
  socket.destroy();
  const again = await reader.nextCard();
  const closed = once(again, 'close');
  again.resume();
  await plugged.pull();
  await closed;
  expect(again.destroyed).toBe(true);
  reader.close();
});

test('a card is not put where no reader waits', async () => {
  const [reader, card] = [await openReader(), await makeCard(testPerson(), { pki, applet: '1.8' })];
  reader.close();
  await expect(plugIntoVpcd(reader, card)).rejects.toThrow('ECONNREFUSED');
});

describe('the command line', () => {
  test('makes an active card of applet 1.7 when nothing is asked', () => {
    expect(readWish([])).toMatchObject({ card: { applet: '1.7', state: 'active', pin: '1234', signing: true, flaws: [] }, port: 35_963 });
  });
  test('takes flaws by name, also of one file', () => {
    expect(readWish(['--flaw', 'forged-photo', '--flaw', 'cut-short:identity'])).toMatchObject({ card: { flaws: ['forged-photo', { cutShort: 'identity' }] } });
  });
  test.each([['--applet', '2.0'], ['--pin', '12'], ['--port', '0'], ['--flaw', 'cut-short:nothing'], ['--card-number', '123'], ['--unknown', 'x']])('refuses %s %s, and says why', (option, value) => {
    expect(readWish([option, value])).toEqual({ wrong: expect.stringContaining(option) });
  });
});
