import { rmSync } from 'node:fs';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { sayCommand, typeCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const typed = (what: string, ...given: string[]) => ['exceptions', what, '--municipality', '44021', ...given];
const exceptions = (...given: [string, ...string[]]) => sayCommand(dataDir, typed(...given));
const listed = async () => [...(await exceptions('list')).stdout.matchAll(/^([0-9a-f-]{36}) {2}(failed|parked) {2}(\S+)/gm)].map(([, item = '', state, name]) => ({ item, state, name }));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

beforeAll(async () => {
  const t = await openTestHouse({ dataDir });
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'refuses' });
  for (let people = 0; people < 3; people += 1) {
    const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
    await t.call('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  }
  await t.idle();
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: null });
  await t.stop();
});

test('what waits for a person is listed, looked at, tried again one by one or all of a kind, or given up', async () => {
  const [first, second, third, ...more] = await listed();
  if (!first || !second || !third) throw new Error('three should wait');
  expect([first.name, more]).toEqual(['eid-tool.mirrorDossier', []]);
  expect(await exceptions('source', '--item', first.item, '--why', 'asked')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining(first.item) });
  expect(typeCommand(dataDir, typed('replay', '--item', first.item, '--why', 'repaired'))).toMatchObject({ status: 0, stdout: '1 tried again\n' });
  expect(await exceptions('skip', '--item', second.item, '--why', 'not-needed')).toMatchObject({ status: 0, stdout: 'given up\n' });
  expect(await exceptions('skip', '--item', second.item, '--why', 'not-needed')).toMatchObject({ status: 0, stdout: 'it did not wait for a person any more\n' });
  expect((await listed()).map(({ item }) => item)).toEqual([third.item]);
  expect(await exceptions('replay', '--name', 'eid-tool.mirrorDossier', '--why', 'repaired')).toMatchObject({ status: 0, stdout: '1 tried again\n' });
  expect(await exceptions('list')).toMatchObject({ status: 0, stdout: '0 of 0\n' });
});

test.each([
  ['replay', ['--why', 'x'], 'either --item or --name'],
  ['replay', ['--item', 'a', '--name', 'b', '--why', 'x'], 'either --item or --name'],
  ['skip', ['--item', "' or 1=1", '--why', 'x'], 'item'],
  ['source', ['--item', '00000000-0000-7000-8000-000000000000'], 'why'],
  ['list', ['--state', 'done'], 'state'],
  ['list', ['--limit', '-1'], 'limit'],
])('exceptions %s with %j is refused, and the field is named', async (what, given, why) => {
  expect(await exceptions(what, ...given)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) });
});
