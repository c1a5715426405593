import { rmSync } from 'node:fs';
import { bpost } from '#connectors/bpost/bpost.port.ts';
import { takeInMessage } from '#services/host/take-in-message.ts';
import { letters } from '#services/outbox/letters.store.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { sayCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const eid = (words: string, ...given: string[]) => sayCommand(dataDir, [...words.split(' '), '--municipality', '44021', ...given]);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

let ids: readonly string[];
let dossier: string;
beforeAll(async () => {
  const t = await openTestHouse({ dataDir });
  const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
  ({ dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk')));
  for (const id of ['m-1', 'm-2']) await takeInMessage(t.house.engine, { municipality: 'gent', port: bpost, message: 'delivery', id, payload: { holder: 'Els Peeters' } }).catch(() => undefined);
  ids = (await t.house.engine.store.reader('gent').find(letters, {}, { by: [['id', 'asc']] })).map(({ id }) => id);
  await t.stop();
});

test('letters are listed by kind, looked at without what they say, tried again, and discarded with a reason that is in the audit', async () => {
  expect(ids).toHaveLength(2);
  const [first = '', second = ''] = ids;
  expect(await eid('letters list', '--source', 'bpost.delivery')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/2 of 2\n$/) });
  expect((await eid('letters list', '--source', 'crm.nothing')).stdout).toBe('0 of 0\n');
  const masked = await eid('letters source', '--letter', first, '--why', 'looking');
  expect(masked).toMatchObject({ status: 0, stdout: expect.stringContaining('issues') });
  expect(masked.stdout).not.toContain('Peeters');
  expect(await eid('letters discard', '--letter', first, '--why', 'sent-again')).toMatchObject({ status: 0, stdout: 'given up, its source is destroyed\n' });
  expect(await eid('letters discard', '--letter', first, '--why', 'sent-again')).toMatchObject({ status: 1, stderr: expect.stringContaining('dead-letters.unknown-letter') });
  expect((await eid('letters list')).stdout).toContain(second);
  expect((await eid('audit search', '--what', 'dead-letters.dismiss')).stdout).toMatch(new RegExp(`command-line:\\S+ {2}dead-letters.dismiss .*${first}: sent-again\n1 entries`));
});

test.each([
  ['letters replay', ['--why', 'x'], 'either --letter or --source'],
  ['letters replay', ['--source', 'crm.nothing', '--why', 'x'], 'no letter of crm.nothing'],
  ['letters discard', ['--letter', '00000000-0000-7000-8000-000000000000'], 'why'],
  ['audit search', ['--result', 'fine'], 'result'],
  ['audit search', ['--from', 'yesterday'], 'from'],
  ['retention run', [], 'why'],
  ['certificates list', ['--within', 'soon'], '--within'],
])('%s with %j is refused, and says why', async (words, given, why) => {
  expect(await eid(words, ...given)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) });
});

test('the audit is searched by subject, deed and day, page by page', async () => {
  const found = await eid('audit search', '--subject', `dossier:${dossier}`);
  expect(found).toMatchObject({ status: 0, stderr: '' });
  const lines = found.stdout.trim().split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.includes(dossier))).toEqual([]);
  const all = (await eid('audit search', '--limit', '500')).stdout.trim().split('\n').slice(0, -1);
  const [newest = '', next = ''] = all;
  expect((await eid('audit search', '--limit', '1', '--before', newest.split(' ')[0] ?? '')).stdout.split('\n')[0]).toBe(next);
  expect((await eid('audit search', '--until', '2020-01-01')).stdout).toBe('0 entries\n');
});

test('retention is carried out by hand, and says so when nothing had reached its limit', async () => {
  expect(await eid('retention run', '--why', 'before-an-inspection')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('nothing had reached its limit') });
  expect((await eid('audit search', '--what', 'retention.run')).stdout).toContain('before-an-inspection');
});

test('where every connector is a sandbox there is no certificate to watch', async () => {
  expect(await eid('certificates list')).toMatchObject({ status: 0, stdout: expect.stringContaining('none is live') });
});
