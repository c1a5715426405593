import * as fc from 'fast-check';
import { histogramOf, medianOf } from './median.ts';

test('the median of counted figures is that of the figures themselves, put in a row; what none has counts for nothing', () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 40 }), (figures) => {
    const inOrder = figures.toSorted((one, other) => one - other);
    const middle = (inOrder.length - 1) / 2;
    const value = ((inOrder[Math.floor(middle)] ?? 0) + (inOrder[Math.ceil(middle)] ?? 0)) / 2;
    expect(medianOf(new Map([...histogramOf(figures), [99, 0]]))).toEqual({ value, basis: figures.length });
  }));
});

test.each([[[], null], [[4], 4], [[1, 9], 5], [[9, 1, 2], 2], [[1, 2, 3, 100], 2.5], [[0, 0, 0], 0]])('the median of %o is %o', (values, value) => {
  expect(medianOf(histogramOf(values))).toEqual({ value, basis: values.length });
});
