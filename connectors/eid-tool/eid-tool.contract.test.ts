import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { z } from 'zod';
import { letAnswersTakeLong } from '#connectors/sandbox-kit/let-answers-take-long.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { card, eidTool } from './eid-tool.port.ts';
import { inProcess, onDatabase, onSqlServer, overRest, type ToolSide } from './sandbox/tool-sides.ts';

letAnswersTakeLong();

/** Rules that every eID management tool keeps, whichever side of the port it is. */

type Card = z.output<typeof card>;
const serverUrl = process.env['MSSQL_URL'];
const start = instantOf('2026-11-24', '10:00');

const cardNumber = (serial: number) => makeCardNumber(String(5_910_000_000 + serial));
const aCard = (serial: number, changes: Partial<Card> = {}): Card => ({
  cardNumber: cardNumber(serial), insz: makeInsz('1960-05-01', serial, { testPerson: true }), kind: 'eid', expiresOn: '2026-12-24', renewal: 'card', ...changes,
});
const fails = (type: string) => expect.objectContaining({ type: `eid-tool.${type}` });
const closing = { closedOn: '2026-12-10', deliveredBy: 'official' } as const;

const sides: [string, () => Promise<ToolSide>][] = [
  ['the sandbox inside the process', inProcess], ['the live side over REST', overRest], ['the live side on a database in a file', onDatabase],
  ...serverUrl === undefined ? [] : [['the live side on SQL Server', () => onSqlServer(new URL(serverUrl))] satisfies [string, () => Promise<ToolSide>]],
];
if (serverUrl === undefined) test.todo('a tool in SQL Server keeps these rules: set MSSQL_URL=mssql://user:password@host:1433/database to see it');

describe.each(sides)('%s', (_name, open) => {
  let side: ToolSide;
  beforeEach(async () => { side = await open(); });
  afterEach(() => side.close());

  const readAll = async (from: string, until: string): Promise<Card[]> => {
    const read: Card[] = [];
    for (let after: string | null = null; ;) {
      const { cards, next }: z.input<typeof eidTool.operations.expiringCards.output> = await side.port.expiringCards({ from, until, after }, side.call());
      read.push(...cards);
      if (next === null) return read;
      after = next;
    }
  };

  describe('cards that expire', () => {
    test('are those from the first up to and including the last day, each once, over as many pages as it takes', async () => {
      const offsets = fc.uniqueArray(fc.integer({ min: -3, max: 12 }), { minLength: 1, maxLength: 14 });
      await fc.assert(fc.asyncProperty(offsets, async (days) => {
        await side.close();
        side = await open();
        for (const [index, day] of days.entries()) await side.world.putCard(aCard(index + 1, { expiresOn: addDays('2026-12-01', day) }));
        const expected = days.flatMap((day, index) => (day >= 0 && day <= 9 ? [cardNumber(index + 1)] : []));
        expect((await readAll('2026-12-01', '2026-12-10')).map((read) => read.cardNumber)).toEqual(expected);
      }), { numRuns: 10 });
    });
    test('that come in between two pages disturb nothing that was or will be read', async () => {
      for (const serial of [2, 4, 6, 8]) await side.world.putCard(aCard(serial));
      const first = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: null }, side.call());
      await side.world.putCard(aCard(1));
      const second = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: first.next }, side.call());
      expect([...first.cards, ...second.cards].map((read) => read.cardNumber)).toEqual([2, 4, 6, 8].map(cardNumber));
    });
    test('keep their kind and what has to be renewed', async () => {
      const given = [aCard(1, { kind: 'kids-id' }), aCard(2, { kind: 'foreigner' }), aCard(3, { renewal: 'certificates' })];
      for (const each of given) await side.world.putCard(each);
      expect(await readAll('2026-12-24', '2026-12-24')).toEqual(given);
    });
    test('and that nobody can read are counted on their page, and hide no other', async () => {
      for (const serial of [1, 2, 3, 4, 5]) await side.world.putCard(aCard(serial));
      for (const serial of [2, 5]) await side.world.spoilCard(cardNumber(serial));
      const first = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: null }, side.call());
      const second = await side.port.expiringCards({ from: '2026-12-24', until: '2026-12-24', after: first.next }, side.call());
      expect([first, second].map(({ cards, unreadable }) => [cards.map((read) => read.cardNumber), unreadable])).toEqual([[[1, 3].map(cardNumber), 1], [[cardNumber(4)], 1]]);
    });
    test('are not those that their holders gave back for a newer one', async () => {
      await side.world.putCard(aCard(1));
      await side.world.putCard({ ...aCard(1), cardNumber: cardNumber(9), expiresOn: '2036-12-24' });
      expect(await readAll('2026-12-01', '2026-12-31')).toEqual([]);
    });
  });

  test('a citizen has the card that was given last; who has none has none', async () => {
    const mine = aCard(1);
    await side.world.putCard(mine);
    expect(await side.port.cardOf({ insz: mine.insz }, side.call())).toEqual({ card: mine });
    await side.world.putCard({ ...mine, cardNumber: cardNumber(9) });
    expect(await side.port.cardOf({ insz: mine.insz }, side.call())).toMatchObject({ card: { cardNumber: cardNumber(9) } });
    expect(await side.port.cardOf({ insz: aCard(2).insz }, side.call())).toEqual({ card: null });
  });

  test('renewals at the counter are told from a moment on, oldest first, each under the moment it began', async () => {
    for (const serial of [1, 2, 3, 4, 5]) await side.world.putCard(aCard(serial));
    await side.world.renewAtCounter(cardNumber(2));
    side.world.goTo(start + 60_000);
    await side.world.renewAtCounter(cardNumber(1));
    await side.world.renewAtCounter(cardNumber(2));
    const since = async (moment: number) => (await side.port.renewalsAtCounter({ since: moment }, side.call())).renewals;
    expect(await since(start)).toEqual([{ cardNumber: cardNumber(2), at: start }, { cardNumber: cardNumber(1), at: start + 60_000 }]);
    expect(await since(start + 1)).toEqual([{ cardNumber: cardNumber(1), at: start + 60_000 }]);
    expect(await since(start + 60_001)).toEqual([]);
    for (const serial of [3, 4, 5]) await side.world.renewAtCounter(cardNumber(serial));
    expect((await since(start)).map((renewal) => renewal.cardNumber)).toEqual([2, 1, 3, 4, 5].map(cardNumber));
  });

  test('a card that the tool does not know is renewed, closed or shown by nothing', async () => {
    const dossier = randomUUID();
    const unknown = { dossier, cardNumber: cardNumber(7) };
    await expect(side.port.openRenewal(unknown, side.call())).rejects.toEqual(fails('unknown-card'));
    await expect(side.port.closeRenewal({ ...unknown, newCardNumber: cardNumber(8), ...closing }, side.call())).rejects.toEqual(fails('unknown-card'));
    await expect(side.port.mirrorDossier({ ...unknown, state: 'found', sequence: 1, at: start }, side.call())).rejects.toEqual(fails('unknown-card'));
    expect(await side.world.shown(dossier)).toBeUndefined();
  });

  describe('a renewal', () => {
    const dossier = randomUUID();
    const old = aCard(1);
    const close = (newCardNumber: string, key?: string) => side.port.closeRenewal({ dossier, cardNumber: old.cardNumber, newCardNumber, ...closing }, side.call(key));
    beforeEach(async () => {
      await side.world.putCard(old);
      await side.port.openRenewal({ dossier, cardNumber: old.cardNumber }, side.call());
    });

    test('that is closed gives its holder the new card, for ten years, and the old one expires no more', async () => {
      await close(cardNumber(9));
      expect(await side.port.cardOf({ insz: old.insz }, side.call())).toEqual({ card: { ...old, cardNumber: cardNumber(9), expiresOn: '2036-12-10' } });
      expect(await readAll('2026-12-01', '2026-12-31')).toEqual([]);
    });
    test('is opened and closed once per key, and closed once with its card whatever the key', async () => {
      const key = randomUUID();
      expect([await close(cardNumber(9), key), await close(cardNumber(9), key), await close(cardNumber(9))]).toEqual([{}, {}, {}]);
      expect(await side.port.cardOf({ insz: old.insz }, side.call())).toMatchObject({ card: { cardNumber: cardNumber(9) } });
    });
    test('is not closed a second time with another card', async () => {
      await close(cardNumber(9));
      await expect(close(cardNumber(8))).rejects.toEqual(fails('refused'));
    });
    test('is not closed with a card that somebody has already', async () => {
      await side.world.putCard(aCard(2));
      await expect(close(cardNumber(2))).rejects.toEqual(fails('refused'));
      await expect(close(old.cardNumber)).rejects.toEqual(fails('refused'));
    });
    test.each([
      ['15 years old', '2011-06-01', '2032-12-10'], ['17, the day before the eighteenth birthday', '2008-12-11', '2032-12-10'],
      ['18 on the day itself', '2008-12-10', '2036-12-10'], ['75 on the day itself', '1951-12-10', '2056-12-10'],
    ])('of somebody who is %s gives a card for as long as that age allows', async (_age, born, expiresOn) => {
      const theirs = aCard(5, { insz: makeInsz(born, 5, { testPerson: true }) });
      await side.world.putCard(theirs);
      await side.port.closeRenewal({ dossier: randomUUID(), cardNumber: theirs.cardNumber, newCardNumber: cardNumber(6), ...closing }, side.call());
      expect(await side.port.cardOf({ insz: theirs.insz }, side.call())).toMatchObject({ card: { expiresOn } });
    });
  });

  test('a dossier is shown as it was told last, whatever the order in which the telling arrives', async () => {
    await side.world.putCard(aCard(1));
    const tellings = [0, 1, 2, 3].map((sequence) => ({ cardNumber: cardNumber(1), state: `state-${sequence}`, sequence, at: start + sequence }));
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(tellings, { minLength: 1 }), async (told) => {
      const dossier = randomUUID();
      for (const telling of told) await side.port.mirrorDossier({ dossier, ...telling }, side.call());
      expect(await side.world.shown(dossier)).toEqual({ dossier, ...told.reduce((newest, telling) => (telling.sequence > newest.sequence ? telling : newest)) });
    }), { numRuns: 15 });
  });

  test('home service is marked and unmarked', async () => {
    for (const homeService of [true, false]) await expect(side.port.setHomeServiceFlag({ insz: aCard(1).insz, homeService }, side.call())).resolves.toEqual({});
  });
});
