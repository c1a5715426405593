import { openTokenBuckets } from './token-buckets.ts';

const rate = { atOnce: 3, perSecond: 2 };
let now = 0;
beforeEach(() => { now = 0; });
const steady = () => now;

test('so many come at once, and then as many as the rate says', () => {
  const buckets = openTokenBuckets(steady);
  expect([1, 2, 3, 4].map(() => buckets.take('a', rate))).toEqual([undefined, undefined, undefined, 500]);
  now = 499;
  expect(buckets.take('a', rate)).toBeCloseTo(1);
  now = 500;
  expect(buckets.take('a', rate)).toBeUndefined();
  expect(buckets.take('a', rate)).toBe(500);
});

test('who is refused and goes on asking waits no longer for that', () => {
  const buckets = openTokenBuckets(steady);
  for (let asked = 0; asked < 1_000; asked += 1) buckets.take('a', rate);
  now = 500;
  expect(buckets.take('a', rate)).toBeUndefined();
});

test('one who asks without end takes nothing from another', () => {
  const buckets = openTokenBuckets(steady);
  for (let asked = 0; asked < 10_000; asked += 1) buckets.take('flood', rate);
  expect([1, 2, 3].map(() => buckets.take('other', rate))).toEqual([undefined, undefined, undefined]);
});

test('who did not come for long may bring no more at once than anybody', () => {
  const buckets = openTokenBuckets(steady);
  buckets.take('a', rate);
  now = 3_600_000;
  expect([1, 2, 3, 4].map(() => buckets.take('a', rate) === undefined)).toEqual([true, true, true, false]);
});

test('what is remembered is bounded, however many there are, and whoever is forgotten may come', () => {
  const buckets = openTokenBuckets(steady, 100);
  for (let other = 0; other < 10_000; other += 1) buckets.take(`address ${other}`, rate);
  expect(buckets.size()).toBe(100);
  expect(buckets.take('address 0', rate)).toBeUndefined();
});

test('who floods while many others come is remembered as long as it goes on', () => {
  const buckets = openTokenBuckets(steady, 100);
  const flood = () => buckets.take('flood', rate) === undefined;
  const admitted = Array.from({ length: 10_000 }, (_, other) => { buckets.take(`address ${other}`, rate); return flood(); });
  expect(admitted.filter(Boolean)).toHaveLength(3);
});

test('who was quiet long enough is forgotten', () => {
  const buckets = openTokenBuckets(steady);
  for (let other = 0; other < 50; other += 1) buckets.take(`address ${other}`, rate);
  now = 500;
  buckets.take('another', rate);
  expect(buckets.size()).toBe(1);
});

test('a clock that goes back gives nothing and takes nothing', () => {
  const buckets = openTokenBuckets(steady);
  now = 1_000;
  expect([1, 2, 3].map(() => buckets.take('a', rate))).toEqual([undefined, undefined, undefined]);
  now = 0;
  expect(buckets.take('a', rate)).toBe(500);
});
