import { longSuitesFirst } from './long-suites-first.ts';

test('suites of whole journeys and of processes begin before the others, each kind in its usual order, and none is left out', () => {
  const usual = ['/a.test.ts', '/b.system.test.ts', '/system.test.ts', '/d.whole.test.ts'].map((path) => ({ path }));
  expect(longSuitesFirst(usual).map(({ path }) => path)).toEqual(['/b.system.test.ts', '/d.whole.test.ts', '/a.test.ts', '/system.test.ts']);
});
