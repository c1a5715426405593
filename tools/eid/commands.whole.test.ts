import { rmSync } from 'node:fs';
import { items } from '#services/outbox/outbox.store.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { sayCommand, typeCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const eid = (...given: string[]) => sayCommand(dataDir, given);
const quiet = { works: { outbox: false, jobs: false } };
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function inHouse<T>(body: (t: TestHouse) => Promise<T>): Promise<T> {
  const t = await openTestHouse({ dataDir, house: quiet });
  try {
    return await body(t);
  } finally {
    await t.stop();
  }
}
const waiting = (municipality: string) => inHouse((t) => t.house.engine.store.reader(municipality).count(items, { state: 'waiting' }));

beforeAll(() => inHouse(async (t) => {
  const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
  await t.call('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
}));

test('a command that only reads sends nothing, and one that sends does so for its own municipality', async () => {
  const before = await waiting('gent');
  expect(before).toBeGreaterThan(0);
  expect(await eid('audit-verify', '--municipality', '44021')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('all in place') });
  expect(typeCommand(dataDir, ['expiry-check', '--municipality', '24055'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('opened: 0') });
  expect(await waiting('gent')).toBe(before);
  expect(await eid('expiry-check', '--municipality', '44021')).toMatchObject({ status: 0, stderr: '' });
  expect(await waiting('gent')).toBe(0);
});

test('the help says which commands send', async () => {
  const { status, stdout } = await eid('--help');
  expect(status).toBe(0);
  const sending = [...stdout.matchAll(/^ {2}(\w[\w -]*?) {2,}.*\(sends(?: with --run)?\)$/gm)].map(([, name = '']) => name);
  expect(sending.toSorted()).toEqual(['exceptions replay', 'exceptions skip', 'expiry-check', 'letters replay', 'reconcile']);
});

test('a token is for a role that there is and for somebody by a reference, and is accepted', async () => {
  const { status, stdout } = await eid('token', '--municipality', '44021', '--role', 'clerk', '--name', 'an.claes', '--hours', '1');
  expect(status).toBe(0);
  await inHouse(async (t) => expect(await t.house.issuer.verify(stdout.trim())).toMatchObject({ kind: 'official', actor: 'official:an.claes', municipality: 'gent' }));
});

test.each([
  [['constructor'], "unknown command 'constructor'", 2],
  [['token', '--municipality', '44021', '--role', 'constructor'], '--role: one of', 1],
  [['token', '--municipality', '44021', '--role', 'citizen'], '--role: one of', 1],
  [['token', '--municipality', '44021', '--role', 'clerk', '--name', 'a'.repeat(100)], '--name:', 1],
  [['token', '--municipality', '44021', '--role', 'clerk', '--name', 'two\nlines'], '--name:', 1],
  [['token', '--municipality', '44021', '--role', 'website', '--name', 'an.claes'], '--name: for a person only', 1],
  [['token', '--municipality', '44021', '--role', 'clerk', '--hours', '1e9'], '--hours:', 1],
  [['audit-verify', '--municipality', 'gent'], '--municipality: one of', 1],
  [['audit-verify', '--municipality', '44021', '--force'], "Unknown option '--force'", 1],
])('%j is refused in words, and nothing is printed that could be taken for an answer', async (given, why, code) => {
  expect(await eid(...given)).toMatchObject({ status: code, stdout: '', stderr: expect.stringContaining(why) });
});

test('a process that was asked nonsense says so and ends with a code', () => {
  expect(typeCommand(dataDir, ['__proto__'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining("unknown command '__proto__'") });
});
