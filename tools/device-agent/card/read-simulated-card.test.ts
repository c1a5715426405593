import { X509Certificate } from 'node:crypto';
import { cardCommands } from '#connectors/biza/wire/card-commands.ts';
import { cardFileNames } from '#services/belgium/eid-card/card-files.ts';
import { verifyCard } from '#services/belgium/eid-card/verify-card.ts';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import { makeCard, type CardWish } from '#tools/simulated-card/make-card.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { CardGone } from '../card-reader.ts';
import { contentOf, readCard } from './read-card.ts';
import { runScript } from './run-script.ts';
import { changeOnPad, verifyOnPad } from './use-pad.ts';
import { changePin, verifyPin } from './use-pin.ts';

const now = Date.UTC(2026, 10, 24);
const person = testPerson({ lastName: 'Mühl-Þorsteinn', firstNames: 'Joëlle', address: { street: 'Place de la Cathédrale 1', postcode: '4000', municipality: 'Liège' } });
let [pki, stranger]: TestPki[] = [];
beforeAll(async () => { [pki, stranger] = await Promise.all([mintPki({ now }), mintPki({ now })]); });

async function aCard(wish: Partial<CardWish> = {}) {
  if (!pki || !stranger) throw new Error('not minted');
  const card = await makeCard(person, { pki, foreignPki: stranger, ...wish });
  const reader = inProcessReader();
  reader.insert(card);
  const anchors = [pki.rsa.root, pki.ec.root].map(({ certificate }) => new X509Certificate(certificate));
  return { card, reader, verified: async () => verifyCard(contentOf(await reader.use((held) => readCard(held, cardFileNames))), { anchors, at: now }) };
}

test.each([
  ['1.7', 'sha256', undefined], ['1.8', 'sha384', undefined], ['1.7', 'sha1', { photo: 'sha1', signature: 'sha1' }],
] as const)('a card of applet %s, signed with %s, is read whole and believed', async (applet, signedWith, hashes) => {
  const { verified } = await aCard({ applet, ...hashes && { hashes } });
  expect(await verified()).toMatchObject({ card: {
    identity: { cardNumber: person.cardNumber, insz: person.insz, lastName: person.lastName, firstNames: 'Joëlle', birthDate: person.birthDay, validUntil: person.validUntil, sex: 'female', documentType: 1 },
    address: person.address, photo: Buffer.from(person.photo), signedWith,
  } });
});

test.each(['1.7', '1.8'] as const)('each flaw of a card of applet %s has its own code', async (applet) => {
  const refused = async (flaw: NonNullable<CardWish['flaws']>[number]) => (await aCard({ applet, flaws: [flaw] })).verified();
  for (const flaw of ['forged-identity', 'forged-address', 'forged-photo'] as const) expect(await refused(flaw)).toEqual({ refused: flaw });
  expect(await refused('foreign-register')).toEqual({ refused: 'unknown-authority' });
  expect(await refused({ cutShort: 'identity' })).toEqual({ refused: 'forged-identity' });
  expect(await refused({ cutShort: 'rrn-certificate' })).toEqual({ refused: 'unreadable' });
});

test.each(['1.7', '1.8'] as const)('a card of applet %s tells its tries without losing one, and is blocked by the third wrong PIN', async (applet) => {
  const { card, reader } = await aCard({ applet, pin: '2580' });
  const left = async () => (await reader.use((held) => readCard(held, []))).pinTriesLeft;
  const type = (digits: string) => reader.use((held) => verifyPin(held, Buffer.from(digits)));
  expect([await left(), await left(), card.pinTriesLeft()]).toEqual([3, 3, 3]);
  expect([await type('1111'), await left(), await type('2222'), await type('3333'), await type('2580'), await left()]).toEqual([
    { result: 'wrong', left: 2 }, 2, { result: 'wrong', left: 1 }, { result: 'blocked', left: 0 }, { result: 'blocked', left: 0 }, 0,
  ]);
});

test('a PIN that was changed counts, the one before no longer', async () => {
  const { reader } = await aCard({ pin: '2580' });
  expect(await reader.use((held) => changePin(held, Buffer.from('2580'), Buffer.from('147036')))).toEqual({ result: 'changed', left: null });
  expect(await reader.use((held) => verifyPin(held, Buffer.from('2580')))).toEqual({ result: 'wrong', left: 2 });
  expect(await reader.use((held) => verifyPin(held, Buffer.from('147036')))).toEqual({ result: 'verified', left: null });
});

test('keys of a reader do the same', async () => {
  const { card } = await aCard({ pin: '2580' });
  const typed = ['2580', '2580', '1470', '1470'];
  const reader = inProcessReader({ type: () => Promise.resolve(typed.shift() ?? 'cancelled') });
  reader.insert(card);
  const said = await reader.use(async ({ pinpad }) => pinpad && [await verifyOnPad(pinpad, 'nl'), await changeOnPad(pinpad), await verifyOnPad(pinpad)]);
  expect(said).toEqual([{ result: 'verified', left: null }, { result: 'changed', left: null }, { result: 'cancelled', left: null }]);
});

test.each(['1.7', '1.8'] as const)('a new card of applet %s says nothing until the script of the issuer has run', async (applet) => {
  const { reader, verified } = await aCard({ applet, state: 'not-activated' });
  const read = () => reader.use((held) => readCard(held, cardFileNames));
  expect(await read()).toMatchObject({ activated: false, files: {}, pinTriesLeft: null });
  const script = [
    cardCommands.selectApplication, cardCommands.nameCard(person.cardNumber), cardCommands.proveRole(Buffer.alloc(16, 5)),
    cardCommands.setCode(person.cardNumber, '3690', Buffer.alloc(12, 6)), cardCommands.activate,
  ];
  expect(await reader.use((held) => runScript(held, script))).toEqual(script.map(() => '9000'));
  expect(await read()).toMatchObject({ activated: true, pinTriesLeft: 3 });
  expect(await verified()).toHaveProperty('card');
  expect(await reader.use((held) => verifyPin(held, Buffer.from('3690')))).toMatchObject({ result: 'verified' });
});

test('wherever in the reading a card is pulled, it is gone; put in again it is read whole', async () => {
  const { card, reader, verified } = await aCard();
  for (const commands of [0, 1, 5, 20, 40]) {
    card.pullAfter(commands);
    await expect(verified()).rejects.toThrow(CardGone);
    reader.insert(card);
    expect(await verified()).toHaveProperty('card');
  }
});
