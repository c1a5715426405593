import * as fc from 'fast-check';
import { plotMonths, ticksUpTo, type MonthSeries } from './plot-months.ts';

const figure = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 2000 }).map((half) => half / 2));
const series: fc.Arbitrary<MonthSeries> = fc.record({
  values: fc.array(fc.option(figure, { freq: 3 }), { minLength: 1, maxLength: 36 }), target: fc.integer({ min: 1, max: 200 }), baseline: fc.option(fc.integer({ min: 0, max: 500 })), reach: fc.constantFrom(0, 100),
});
const plotOf = (values: readonly (number | null)[], more: Partial<MonthSeries> = {}) => plotMonths({ values, target: 5, baseline: null, ...more });
const inside = (percent: number) => percent >= 0 && percent <= 100;

test('whatever the figures are, every point, the target, the baseline and every tick stand inside the picture', () => {
  fc.assert(fc.property(series, (given) => {
    const { points, ticks, targetY, baselineY } = plotMonths(given);
    for (const { x, y } of points) expect([x, y].every(inside)).toBe(true);
    for (const { y } of ticks) expect(inside(y)).toBe(true);
    expect([targetY, baselineY ?? 0].every(inside)).toBe(true);
  }));
});

test('whatever the figures are, a higher one stands higher, a later one further on, and each month with a figure is there once', () => {
  fc.assert(fc.property(series, (given) => {
    const { points, runs } = plotMonths(given);
    expect(points.map(({ index }) => index)).toEqual(given.values.flatMap((value, index) => (value === null ? [] : [index])));
    expect(runs.flat()).toEqual(points);
    const wrong = points.flatMap((one) => points.filter((other) => (one.value > other.value && one.y > other.y) || (one.index > other.index && one.x <= other.x)));
    expect(wrong).toEqual([]);
  }));
});

test('the target stands where a figure as high as the target stands, and so does the baseline', () => {
  fc.assert(fc.property(series, fc.nat(20), (given, at) => {
    const values = [...given.values, given.target, given.baseline ?? given.target].toSpliced(at % given.values.length, 1);
    const { points, targetY, baselineY } = plotMonths({ ...given, values });
    const heightsOf = (level: number | null) => [...new Set(points.filter(({ value }) => value === level).map(({ y }) => y))];
    expect(heightsOf(given.target)).toEqual([targetY]);
    expect(heightsOf(given.baseline)).toEqual(baselineY === null ? [] : [baselineY]);
  }));
});

test('the axis begins at zero, in four to six even steps of whole numbers where there is room for them', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (highest) => {
    const ticks = ticksUpTo(highest);
    const [zero = -1, step = 0] = ticks;
    expect([zero, ticks.every((tick, index) => tick === index * step && Number.isInteger(tick)), (ticks.at(-1) ?? 0) >= highest]).toEqual([0, true, true]);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.length).toBeGreaterThanOrEqual(Math.min(highest, 4));
  }));
  expect([ticksUpTo(0), ticksUpTo(7), ticksUpTo(124), ticksUpTo(100)]).toEqual([[0, 1], [0, 2, 4, 6, 8], [0, 25, 50, 75, 100, 125], [0, 20, 40, 60, 80, 100]]);
});

test('a month without a figure is a gap in the line, and no zero', () => {
  const { points, runs } = plotOf([4, null, 6, 8, null, null, 2]);
  expect(runs.map((run) => run.map(({ index }) => index))).toEqual([[0], [2, 3], [6]]);
  expect(points.some(({ value }) => value === 0)).toBe(false);
});

test('one month alone stands in the middle; figures that are all equal make a level line', () => {
  expect(plotOf([4]).points).toEqual([{ index: 0, value: 4, x: 50, y: 20 }]);
  expect(new Set(plotOf([3, 3, 3, 3]).points.map(({ y }) => y)).size).toBe(1);
  expect(plotOf([0, 0]).points.map(({ y }) => y)).toEqual([100, 100]);
});

test('no month with a figure leaves the axis and the target', () => {
  const { points, runs, targetY } = plotOf([null, null], { target: 7 });
  expect([points, runs, targetY]).toEqual([[], [], 12.5]);
});

test('a share has all of a hundred as its height', () => {
  expect(plotOf([10, 20], { target: 75, reach: 100 }).ticks.at(-1)).toEqual({ value: 100, y: 0 });
});
