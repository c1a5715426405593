import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import { makeCard, type CardWish } from '#tools/simulated-card/make-card.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { CardSaidNo } from './exchange.ts';
import { whichCard } from './which-card.ts';

const person = testPerson();
const number = person.cardNumber;
const another = '592000000283';
let pki: TestPki;
beforeAll(async () => { pki = await mintPki({ now: Date.UTC(2026, 10, 24) }); });

async function aCard(wish: Partial<CardWish> = {}) {
  const card = await makeCard(person, { pki, ...wish });
  const reader = inProcessReader();
  reader.insert(card);
  return { card, chip: Buffer.from(card.content.chipNumber).toString('hex').toUpperCase(), which: (named: Parameters<typeof whichCard>[1]) => reader.use((held) => whichCard(held, named)) };
}

describe.each(['1.7', '1.8'] as const)('a card of applet %s', (applet) => {
  test('that is active is known by the number that stands on it', async () => {
    const { which } = await aCard({ applet });
    expect([await which({ number, chip: null }), await which({ number: another, chip: null })]).toEqual(['this', 'another']);
  });

  test.each(['active', 'not-activated'] as const)('that is %s is known by its chip', async (state) => {
    const { which, chip } = await aCard({ applet, state });
    expect([await which({ number, chip }), await which({ number, chip: 'A0'.repeat(16) })]).toEqual(['this', 'another']);
  });

  test('that is not active yet, and whose chip nobody named, does not tell which one it is', async () => {
    const { which } = await aCard({ applet, state: 'not-activated' });
    expect(await which({ number, chip: null })).toBe('untold');
  });

  test('loses no try of its PIN by being looked at', async () => {
    const { card, which, chip } = await aCard({ applet });
    await which({ number: another, chip: null });
    await which({ number, chip });
    expect(card.pinTriesLeft()).toBe(3);
  });
});

test('a card whose identity cannot be taken apart is none that anybody means', async () => {
  const { which } = await aCard({ flaws: [{ cutShort: 'identity' }] });
  await expect(which({ number, chip: null })).rejects.toThrow(CardSaidNo);
});
