import { openCitizenLogin } from '#connectors/citizen-login/sandbox/open-citizen-login.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { sandboxBench } from './sandbox-bench.ts';

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const sandbox = openCitizenLogin(bench.env);
afterAll(() => { sandbox.close(); bench.remove(); });

const insz = makeInsz('1960-05-01', 4, { testPerson: true });
const begun = { returnUrl: 'https://gemeente.example/terug', state: 's', nonce: 'n', codeChallenge: 'c', language: 'nl' } as const;
const changed = async (change: (url: URL) => void) => {
  const url = new URL((await sandbox.implementation.start(begun, bench.call(''))).url);
  change(url);
  return bench.pull(sandbox, 'authenticate', { url: url.href, insz });
};

test('a citizen logs in at the page that was asked for', async () => {
  expect(await changed(() => undefined)).toEqual({ code: expect.stringMatching(/^[\w-]{32}$/), state: 's', iss: 'https://login.sandbox.invalid' });
});

test.each<[string, (url: URL) => void]>([
  ['on another host', (url) => { url.host = 'login.example'; }], ['at another path', (url) => { url.pathname = '/elsewhere'; }],
  ['without a state', (url) => { url.searchParams.delete('state'); }], ['with an empty nonce', (url) => { url.searchParams.set('nonce', ''); }],
  ['without a challenge', (url) => { url.searchParams.delete('code_challenge'); }], ['with a challenge in clear', (url) => { url.searchParams.set('code_challenge_method', 'plain'); }],
])('nobody logs in at a page %s', async (_what, change) => {
  await expect(changed(change)).rejects.toMatchObject({ type: 'login-sandbox.not-our-page' });
});
