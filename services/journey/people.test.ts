import { dayOf } from '#services/belgium/brussels-time.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { personNumbers, persons } from './dossier.store.ts';
import { findPerson, inszOf, personFailures, personOf, replaceNumber } from './people.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse({ house: { works: { outbox: false, jobs: false } } }); });
afterAll(() => house.stop());

let serial = 0;
/** A national number that nobody has used yet. */
function aNumber(): string {
  serial += 1;
  return makeInsz('1961-07-02', serial, { testPerson: true });
}
const meet = (insz: string) => inGent(house, (work) => personOf(work, insz));
const replace = (old: string, next: string) => inGent(house, (work) => replaceNumber(work, old, next));
const find = (insz: string) => inGent(house, (work) => findPerson(work, work.blindIndexes('insz', insz)));
const numbersOf = (person: string) => inGent(house, (work) => work.find(personNumbers, { person }, { by: [['id', 'asc']] }));

test('whoever comes back is the same person, and nobody else is', async () => {
  const [one, other] = [aNumber(), aNumber()];
  const person = await meet(one);
  expect(await meet(other)).not.toBe(person);
  expect(await meet(one)).toBe(person);
  expect(await inGent(house, (work) => work.find(persons, { id: person }))).toEqual([{ id: person, createdAt: expect.any(Number) }]);
  expect(await numbersOf(person)).toEqual([expect.objectContaining({ replacedOn: null, personal: { insz: one } })]);
});

test('a person is found by the national number, and a number that nobody has finds nobody', async () => {
  const insz = aNumber();
  const person = await meet(insz);
  expect(await find(insz)).toBe(person);
  expect(await find(aNumber())).toBeUndefined();
});

test('a replaced national number stays the same person, who is found by both and goes by the new one', async () => {
  const [old, next] = [aNumber(), aNumber()];
  const person = await meet(old);
  const beside = await meet(aNumber());
  await replace(old, next);
  expect([await find(old), await find(next), await meet(old), await meet(next)]).toEqual([person, person, person, person]);
  expect(await inGent(house, (work) => inszOf(work, person))).toBe(next);
  const today = dayOf(house.house.engine.clock.now('gent'));
  expect((await numbersOf(person)).map(({ personal, knownSince, replacedOn }) => [personal.insz, knownSince, replacedOn])).toEqual([[old, today, today], [next, today, null]]);
  expect((await numbersOf(beside)).map(({ replacedOn }) => replacedOn)).toEqual([null]);
});

test('the message that a number was replaced may come twice, and again after the number was replaced once more', async () => {
  const [first, second, third] = [aNumber(), aNumber(), aNumber()];
  const person = await meet(first);
  await replace(first, second);
  await replace(first, second);
  await replace(second, third);
  await replace(first, second);
  expect(await numbersOf(person)).toHaveLength(3);
  expect(await inGent(house, (work) => inszOf(work, person))).toBe(third);
});

test('two numbers that belong to two persons here are never made one without a clerk', async () => {
  const [one, other] = [aNumber(), aNumber()];
  const [person, second] = [await meet(one), await meet(other)];
  await expect(replace(one, other)).rejects.toMatchObject({ type: 'person.numbers-conflict' });
  expect([await find(one), await find(other)]).toEqual([person, second]);
});

test('a person whom nobody knows has no national number', async () => {
  await meet(aNumber());
  await expect(inGent(house, (work) => inszOf(work, 'nobody'))).rejects.toMatchObject({ type: 'person.unknown' });
});

/** As on a shared database, where the other one's commit comes between our look and our write: these looks see nothing. */
function overlooking(work: UnitOfWork, looks: readonly number[]): UnitOfWork {
  let looked = 0;
  return {
    ...work,
    first: async (from, where) => {
      looked += 1;
      return looks.includes(looked) ? undefined : work.first(from, where);
    },
  };
}

test('two who meet the same person at the same moment speak of one person', async () => {
  const [insz, other] = [aNumber(), aNumber()];
  const met = [await meet(insz), await meet(other)];
  const before = await inGent(house, (work) => work.count(persons, {}));
  expect([
    await inGent(house, (work) => personOf(overlooking(work, [1]), insz)), await inGent(house, (work) => personOf(overlooking(work, [1]), other)),
  ]).toEqual(met);
  expect(await inGent(house, (work) => work.count(persons, {}))).toBe(before);
  await expect(inGent(house, (work) => personOf(overlooking(work, [1, 2]), insz))).rejects.toMatchObject({ type: 'store.already-there' });
});

test('a number that someone else gives to a person at the same moment is given once, and the second is told to try again', async () => {
  const [old, next] = [aNumber(), aNumber()];
  await meet(old);
  await replace(old, next);
  // The look for the person is answered; the one for the new number comes too early.
  await expect(inGent(house, (work) => replaceNumber(overlooking(work, [2]), old, next))).rejects.toMatchObject({ type: 'person.changed-meanwhile' });
});

test('whoever is being forgotten while a dossier is opened is met anew: nothing is tied to a person who is gone', async () => {
  const insz = aNumber();
  const person = await meet(insz);
  const written: unknown[] = [];
  const again = await inGent(house, (work) => personOf({
    ...work,
    // As on a shared database, where the erasure commits between our look and our write.
    update: async (table, where, changes) => {
      written.push(changes);
      await work.remove(personNumbers, { person });
      await work.remove(persons, { id: person });
      return work.update(table, where, changes);
    },
  }, insz));
  // The row itself is written: that is what makes the one wait for the other.
  expect(written).toEqual([{ person }]);
  expect(again).not.toBe(person);
  expect(await inGent(house, (work) => work.count(persons, { id: again }))).toBe(1);
  expect(await find(insz)).toBe(again);
});

test('a number of which only the empty row is left leads to nobody', async () => {
  const insz = aNumber();
  const person = await meet(insz);
  await inGent(house, async (work) => {
    for (const { id } of await work.find(personNumbers, { person })) await work.update(personNumbers, { id, person }, { personal: { insz: '' } });
  });
  await expect(find(insz)).rejects.toMatchObject({ type: 'person.unknown' });
  await expect(meet(insz)).rejects.toMatchObject({ type: 'person.unknown' });
});

test.each([
  ['unknown', 404, 'never'], ['changed-meanwhile', 409, 'safe'], ['numbers-conflict', 409, 'never'],
] as const)('the refusal person.%s says in a sentence what is wrong, and what may be done next', (name, code, retry) => {
  expect(personFailures[name]()).toMatchObject({ type: `person.${name}`, code, data: { retry }, message: expect.stringMatching(/^[A-Z].+\.$/) });
});
