import { makeIdSource } from './new-id.ts';

test('ids made within one millisecond sort in the order in which they were made, also when the clock goes back', () => {
  const times = [1000, 1000, 1000, 900, 1001];
  let index = 0;
  const next = makeIdSource(() => times[Math.min(index++, times.length - 1)] ?? 0);
  const ids = Array.from({ length: 10_000 }, next);
  expect(ids).toEqual([...ids].toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id is a UUID of version 7', () => {
  expect(makeIdSource(() => Date.parse('2026-11-24T00:00:00Z'))()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
