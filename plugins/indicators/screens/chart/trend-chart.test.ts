import { html } from '#services/kernel/html.ts';
import { bar, longestOf } from './bar.ts';
import { smallTrend, trendChart, type TrendChart } from './trend-chart.ts';

const months = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'].map((month) => ({ month, short: `kort ${month}`, long: `lang ${month}` }));
const drawn = (more: Partial<TrendChart> = {}) => trendChart({
  id: 'K2', title: 'Het verloop', description: 'Van 12 naar 6', months, values: [12, null, 8, 6, 6], target: 7, baseline: 12, valueLabel: 'Nu 6 dagen', targetLabel: 'Doel 7 dagen', baselineLabel: 'Vroeger 12 dagen', write: (value) => `${value} d`, ...more,
}).written;
const count = (written: string, part: string) => written.split(part).length - 1;

test('who does not see the picture has its title and what it shows', () => {
  expect(drawn()).toContain('role="img" aria-labelledby="K2-title" aria-describedby="K2-desc"><title id="K2-title">Het verloop</title><desc id="K2-desc">Van 12 naar 6</desc>');
});

test('each month with a figure is a point that says its month and figure; one without is none, and the line is broken there', () => {
  const written = drawn();
  expect([...written.matchAll(/<title>([^<]+)<\/title>/g)].map(([, said]) => said)).toEqual(['lang 2025-12: 12 d', 'lang 2026-02: 8 d', 'lang 2026-03: 6 d', 'lang 2026-04: 6 d']);
  // The first month stands alone: a point and no line.
  expect([...written.matchAll(/points="([^"]+)"/g)].map(([, points = '']) => points.split(' ').length)).toEqual([3]);
});

test('the target and, where it is known, the baseline are lines of a form of their own, and named', () => {
  const height = (written: string, line: string) => new RegExp(`eid-trend-${line}" x1="0" x2="100%" y1="([\\d.]+)%"`).exec(written)?.[1];
  expect([height(drawn(), 'target'), height(drawn(), 'baseline')]).toEqual(['53.33', '20']);
  const without = drawn({ baseline: null, baselineLabel: null });
  expect([count(drawn(), 'Vroeger 12 dagen'), count(without, 'eid-trend-baseline'), count(without, 'Doel 7 dagen')]).toEqual([1, 0, 1]);
});

test('below the axis each third month is written, January with its year', () => {
  const written = drawn();
  expect(['kort 2026-01', 'kort 2026-04', '>2026<', 'kort 2026-02', 'kort 2025-12'].map((part) => count(written, part))).toEqual([1, 1, 1, 0, 0]);
});

test('no style is written into it, which the rules for scripts and styles of a page would not let through, and all it is told stays text', () => {
  const written = drawn({ title: '<b>"K2"</b>', targetLabel: '<script>' }) + (smallTrend({ values: [1, 2], target: 1, baseline: null })?.written ?? '') + bar(3, 5, 10).written;
  expect(written).not.toMatch(/style=|<b>|<script>|NaN|undefined/);
  expect(() => html`<p title="${drawn()}">`).not.toThrow();
});

test('without any figure there is an axis, a target and no line', () => {
  const written = drawn({ values: months.map(() => null) });
  expect([count(written, '<polyline'), count(written, '<circle'), count(written, 'eid-trend-last')]).toEqual([0, 1, 0]);
});

test('on a card the baseline does not press the line down, and nothing is drawn where there is no figure', () => {
  expect(smallTrend({ values: [5, 10], target: 5, baseline: 100 })?.written).toMatch(/class="eid-trend-target" x1="0" x2="100%" y1="50%"/);
  expect(smallTrend({ values: [null, null], target: 5, baseline: null })).toBeNull();
});

test('a bar is as long as its figure among the longest of its table, which the target is among', () => {
  const longest = longestOf([4, null, 2], 5);
  expect(longest).toBe(5.25);
  expect(bar(longest, 5, longest).written).toContain('width="100"');
  expect(bar(longest / 2, 5, longest).written).toMatch(/width="50".*x1="95.2"/);
  expect(bar(null, 5, longest).written).not.toContain('<rect');
  expect(longestOf([40], 5)).toBe(42);
});
