import { as, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { prepareDemo } from './prepare-demo.ts';

test('a municipality that has switched off what the demonstration needs is left as it is, and the others are shown', async () => {
  const t = await openTestHouse();
  await t.call('administration.apply', { part: 'plugin', what: 'invitation', deed: 'disable', version: 0, why: 'test' }, as('administrator'));
  expect(await prepareDemo(t.house)).toEqual([expect.stringContaining('Gemeente Kortenberg')]);
  await t.stop();
});
