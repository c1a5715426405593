import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { as, type TestHouse } from '#tools/test-house/open-test-house.ts';

/** Two nodes on one PostgreSQL, each with a live login of its own: a person who comes back twice at once may reach both. */

const website = as('website');
let database: RunningServer;
let the: HouseAtOutside;
let other: TestHouse;
beforeAll(async () => {
  database = await startPostgres();
  the = await openHouseAtOutside({ start: new Date().toISOString(), house: { databaseUrl: database.url } });
  other = await the.openBeside();
});
afterAll(async () => {
  await other.stop();
  await the.stop();
  await database.stop();
});

const outcomeOf = (attempt: Promise<unknown>) => attempt.then(() => 'logged in', (error: { type: string }) => error.type);
const atBoth = (action: string, input: object) => Promise.all([the, other].map((node) => outcomeOf(node.call(action, input, website))));
const rounds = Array.from({ length: 6 }, (_, round) => round + 1);

test.each(rounds)('a citizen whose code two nodes are shown at once is logged in by exactly one of them (%i)', async () => {
  const { insz } = await aCitizen(the, { expiresOn: new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10) });
  const { url, login } = await the.call<{ url: string; login: string }>('request.startLogin', { returnUrl: 'https://gent.example/terug', language: 'nl' }, website);
  const back = await the.pull<object>('citizen-login', 'authenticate', { url, insz });
  await the.pull('citizen-login', 'fault', { operation: 'finish', kind: 'slow', ms: 50, times: null });
  expect((await atBoth('request.finishLogin', { login, ...back })).toSorted()).toEqual(['logged in', 'request.login-refused']);
  await the.pull('citizen-login', 'fault', { operation: 'finish', kind: null });
});

test.each(rounds)('an official whose code two nodes are shown at once is signed in by exactly one of them (%i)', async () => {
  const { url, signIn } = await the.call<{ url: string; signIn: string }>('sign-in.begin', { returnUrl: 'https://gent.example/balie' }, website);
  const back = await the.pull<object>('official-login', 'authenticate', { url, official: 'els.peeters', roles: [{ role: 'clerk', organisation: 'OVO-GENT' }] });
  await the.pull('official-login', 'fault', { operation: 'finish', kind: 'slow', ms: 50, times: null });
  expect((await atBoth('sign-in.finish', { signIn, ...back })).toSorted()).toEqual(['logged in', 'sign-in.refused']);
  await the.pull('official-login', 'fault', { operation: 'finish', kind: null });
});
