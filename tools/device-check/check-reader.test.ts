import { X509Certificate } from 'node:crypto';
import { testPerson } from '#tools/simulated-card/content/card-person.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import { makeCard, type CardWish } from '#tools/simulated-card/make-card.ts';
import { mintPki, type TestPki } from '#tools/simulated-card/pki/mint-pki.ts';
import { checkReader, type ReaderCheck } from './check-reader.ts';
import { allWell, reportTable } from './report-table.ts';

const at = Date.UTC(2026, 10, 24);
const person = testPerson({ lastName: 'Plantée' });
let pki: TestPki | undefined;
beforeAll(async () => { pki = await mintPki({ now: at }); });

async function look(wish: Partial<CardWish> = {}, changed: (check: ReaderCheck) => Partial<ReaderCheck> = () => ({})) {
  if (!pki) throw new Error('not minted');
  const card = await makeCard(person, { pki, pin: '2580', ...wish });
  const reader = inProcessReader({ name: 'ACME reader' });
  reader.insert(card);
  const anchors = [pki.rsa.root, pki.ec.root].map(({ certificate }) => new X509Certificate(certificate));
  const questions = { mayUseTry: () => Promise.resolve(true), pin: () => Promise.resolve(Buffer.from('2580')) };
  const check: ReaderCheck = { reader, other: reader, anchors, at, clock: () => 0, questions };
  const rows = await checkReader({ ...check, ...changed(check) });
  return { rows, card, bad: rows.filter(({ ok }) => ok === false).map(({ what, says }) => `${what}: ${says}`) };
}

test.each(['1.7', '1.8'] as const)('a reader with a good card of applet %s is as it should be, in every row', async (applet) => {
  const { rows, bad } = await look({ applet });
  expect(bad).toEqual([]);
  expect(rows.map(({ what }) => what)).toEqual(expect.arrayContaining([
    'the reader is there', 'a card is in it', 'the card says what it is', 'reads identity', 'reads basic-key', 'identity, address and photo are signed by the register',
    'the tries of the PIN are told, and telling uses none', 'another program waits for us', 'the PIN is taken',
  ]));
  expect(rows.find(({ what }) => what === 'the card says what it is')?.says).toMatch(`applet ${applet}`);
});

test('nothing of the person on the card is in the table', async () => {
  const table = reportTable((await look()).rows);
  for (const planted of [person.lastName, person.firstNames, person.insz, person.cardNumber, person.address.street, '2580']) expect(table).not.toContain(planted);
});

test('no try of the PIN is used without a yes', async () => {
  const { rows, card } = await look({}, () => ({ questions: { mayUseTry: () => Promise.resolve(false), pin: () => Promise.reject(new Error('asked all the same')) } }));
  expect(rows.at(-1)).toMatchObject({ ok: 'skipped' });
  expect(card.pinTriesLeft()).toBe(3);
});

test('a wrong PIN is said, with what is left', async () => {
  expect((await look({}, () => ({ questions: { mayUseTry: () => Promise.resolve(true), pin: () => Promise.resolve(Buffer.from('0000')) } }))).bad).toEqual(['the PIN is taken: wrong, 2 left']);
});

test.each([
  [{ flaws: ['forged-photo'] }, 'identity, address and photo are signed by the register: forged-photo'],
  [{ flaws: [{ cutShort: 'rrn-certificate' }] }, 'identity, address and photo are signed by the register: unreadable'],
  [{ state: 'not-activated' }, 'the card says what it is: CardSaidNo: the card answered 6D00'],
] as const)('a card with %j is found out', async (wish, said) => expect((await look(wish)).bad).toContain(said));

test('without roots to go by, signatures are not judged', async () => {
  expect((await look({}, () => ({ anchors: [] }))).rows).toContainEqual({ what: 'identity, address and photo are signed by the register', ok: 'skipped', says: 'no roots were named' });
});

test('a reader that lets another program in between is found out', async () => {
  const { bad } = await look({}, ({ reader }) => ({ other: { ...reader, use: async (work) => work({ atr: new Uint8Array(), transmit: () => Promise.resolve(Buffer.from(`${'00'.repeat(28)}9000`, 'hex')) }) } }));
  expect(bad).toEqual(['another program waits for us: it came in between']);
});

test('a slow reader is found out', async () => {
  let now = 0;
  expect((await look({}, () => ({ clock: () => { now += 400; return now; } }))).bad).toEqual(['a command takes its time, but not too long: median 400.0 ms, slowest 400.0 ms of 30']);
});

test('without a card there is little to check, and that is said', async () => {
  const reader = inProcessReader();
  const { rows } = await look({}, () => ({ reader }));
  expect(rows).toHaveLength(2);
  expect(allWell(rows)).toBe(false);
});

test('the table says in its last line whether all is well', () => {
  expect(reportTable([{ what: 'a', ok: true, says: 'b' }, { what: 'longer', ok: 'skipped', says: '' }])).toBe('ok      a       b\nskipped longer\n\nall that was looked at is as it should be');
  expect(reportTable([{ what: 'a', ok: false, says: 'b' }])).toContain('1 of 1 are not as they should be');
});
