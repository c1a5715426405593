import * as fc from 'fast-check';
import { longestOf, medianOf } from './summarise-days.ts';

test('the median of counted days is that of the days themselves, put in a row', () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 40 }), (days) => {
    const counted = new Map<number, number>();
    for (const day of days) counted.set(day, (counted.get(day) ?? 0) + 1);
    const inOrder = days.toSorted((one, other) => one - other);
    const middle = (inOrder.length - 1) / 2;
    expect(medianOf(counted)).toBe(((inOrder[Math.floor(middle)] ?? 0) + (inOrder[Math.ceil(middle)] ?? 0)) / 2);
    expect(longestOf(counted)).toBe(inOrder.at(-1));
  }));
});

test('of nothing both are 0', () => {
  expect([medianOf(new Map()), longestOf(new Map())]).toEqual([0, 0]);
});
