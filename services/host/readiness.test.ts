import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { readinessOf } from './readiness.ts';

test('from the moment a node stops it says that no more work should come, while it still answers', async () => {
  const test = await openServedHouse();
  const stopped = test.stop();
  // It may have closed its door already; what it may not do is ask for work.
  const said = await fetch(`${test.url}/health/ready`).then(({ status }) => status, () => 503);
  expect(said).toBe(503);
  expect((await test.house.ready()).status).toBe('DOWN');
  await stopped;
});

test('a node that back-office programs do not reach any more is not ready, though it answers here', async () => {
  const test = await openServedHouse();
  try {
    expect(await test.house.ready({ answersPrograms: false })).toMatchObject({ status: 'DOWN', components: { node: { status: 'UP' }, bus: { status: 'DOWN' } } });
    expect((await test.house.ready({ answersPrograms: true })).status).toBe('UP');
  } finally {
    await test.stop();
  }
});

const municipalities = new Map([['gent', {} as never]]);
const storeThat = (count: () => Promise<number>) => ({ reader: () => ({ count }) }) as never;

test.each([
  ['the database refuses', storeThat(() => Promise.reject(new Error('gone'))), true, true, { node: 'UP', store: 'DOWN', bus: 'UP' }],
  ['the bus is away', storeThat(() => Promise.resolve(1)), true, false, { node: 'UP', store: 'UP', bus: 'DOWN' }],
  ['it stops', storeThat(() => Promise.resolve(1)), false, true, { node: 'DOWN', store: 'DOWN', bus: 'UP' }],
])('a node is not ready while %s', async (_why, store, runs, busIsUp, expected) => {
  const { status, components } = await readinessOf({ store, municipalities }, { runs, busIsUp });
  expect(status).toBe('DOWN');
  expect(Object.fromEntries(Object.entries(components).map(([name, component]) => [name, component.status]))).toEqual(expected);
});
