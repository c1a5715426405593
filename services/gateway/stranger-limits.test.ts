import { request as httpRequest } from 'node:http';
import { openTestGateway, parcelsPlugin, type TestGateway } from './open-test-gateway.ts';

/** How often strangers may come, over real HTTP. Its clock stands still unless a test moves it. */

let now: number;
let gateway: TestGateway;
const rates = { wayIn: { atOnce: 5, perSecond: 0.5 }, allWaysIn: { atOnce: 20, perSecond: 1 }, entry: { atOnce: 3, perSecond: 1 }, agents: { atOnce: 3, perSecond: 1 }, guesses: { atOnce: 3, perSecond: 1 }, sameGuess: { atOnce: 2, perSecond: 0.1 }, allGuesses: { atOnce: 10, perSecond: 1 } };
const routes = (parcelsPlugin.routes ?? []).map((one) => (one.action === 'parcels.sweep' ? { ...one, forStrangers: true as const } : one));
const open = async (trustedProxies: readonly string[] = ['127.0.0.1']) => { gateway = await openTestGateway({ strangerRates: rates, trustedProxies, steadyNow: () => now, plugins: [{ ...parcelsPlugin, routes }] }); };
beforeEach(async () => { now = 0; await open(); });
afterEach(() => gateway.close());

const inbound = (from: string, path = '44021/bank/callback') => gateway.ask('POST', `/inbound/${path}`, { token: null, raw: '<m/>', headers: { 'X-Forwarded-For': from } });
const enter = (from: string) => gateway.ask('POST', '/api/v1/parcels/sweep', { body: {}, headers: { 'X-Forwarded-For': from } });
const times = async <T>(count: number, deed: (round: number) => Promise<T>): Promise<T[]> => {
  const all: T[] = [];
  for (let round = 0; round < count; round += 1) all.push(await deed(round));
  return all;
};
const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status);
const [attacker, partner] = ['198.51.100.66', '203.0.113.7'];

test('who comes too often at a way in is told when to come again, and nothing of it is read', async () => {
  expect(statuses(await times(5, () => inbound(attacker)))).toEqual([202, 202, 202, 202, 202]);
  const refused = await inbound(attacker);
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([429, '2', 'application/problem+json']);
  expect(refused.json).toMatchObject({ type: 'urn:problem-type:belgif:tooManyRequests', status: 429, failure: 'gateway.too-often' });
  expect(gateway.seen).toHaveLength(5);
  now = 2_000;
  expect((await inbound(attacker)).status).toBe(202);
});

test('a flood from one address stops no other address', async () => {
  await times(100, () => inbound(attacker));
  expect(statuses(await times(5, () => inbound(partner)))).toEqual([202, 202, 202, 202, 202]);
  await times(20, () => enter(attacker));
  expect(statuses(await times(3, () => enter(partner)))).toEqual([200, 200, 200]);
});

test('a flood at one municipality, or at one way in, stops nothing at another', async () => {
  await times(8, () => inbound(attacker));
  expect([(await inbound(attacker, '24055/bank/callback')).status, (await inbound(attacker, '44021/post/messages')).status]).toEqual([202, 202]);
});

test('who invents municipalities, systems and names is stopped too', async () => {
  const answers = await times(40, (round) => inbound(attacker, `${10_000 + round}/${'x'.repeat(round)}y/z${round}`));
  expect(statuses(answers).filter((status) => status === 202)).toHaveLength(20);
  expect((await inbound(partner)).status).toBe(202);
});

test('what strangers reach through the website is limited for each address, what needs a credential of one\'s own is not', async () => {
  expect(statuses(await times(4, () => enter(attacker)))).toEqual([200, 200, 200, 429]);
  expect(statuses(await times(30, () => gateway.ask('GET', '/api/v1/parcels')))).toEqual(Array.from({ length: 30 }, () => 200));
});

test('whose token is refused is told so, and takes nothing from those whose is good', async () => {
  const refused = await times(10, () => gateway.ask('POST', '/api/v1/parcels/sweep', { body: {}, token: 'bad', headers: { 'X-Forwarded-For': attacker } }));
  expect(new Set(statuses(refused))).toEqual(new Set([401]));
  expect((await enter(attacker)).status).toBe(200);
});

describe('where no proxy was named', () => {
  beforeEach(async () => { await gateway.close(); await open([]); });

  test('an address that a caller writes itself changes nothing', async () => {
    expect(statuses(await times(7, (round) => inbound(`198.51.100.${round}`)))).toEqual([202, 202, 202, 202, 202, 429, 429]);
  });
  test('the connections themselves are told apart', async () => {
    const status = (localAddress: string) => new Promise<number>((resolve, reject) => {
      httpRequest(`${gateway.url}/inbound/44021/bank/callback`, { method: 'POST', localAddress }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); }).on('error', reject).end('<m/>');
    });
    expect(await times(6, () => status('127.0.0.9'))).toEqual([202, 202, 202, 202, 202, 429]);
    expect(await status('127.0.0.10')).toBe(202);
  });
  test('the log says once in a minute that somebody asks too often and that a proxy may stand between, and never who', async () => {
    const told = () => gateway.logged.filter((line) => line.includes('asks too often'));
    await times(20, () => inbound(attacker));
    expect(told()).toEqual([expect.stringContaining('TRUSTED_PROXIES')]);
    expect(told()[0]).not.toContain(attacker);
    now = 60_000;
    await times(20, () => inbound(attacker));
    expect(told()).toHaveLength(2);
  });
});

test('the document of the API says which operations are limited', async () => {
  const { json } = await gateway.ask('GET', '/openapi.json');
  expect(json).toMatchObject({ paths: { '/api/v1/parcels/sweep': { post: { responses: { 429: { $ref: '#/components/responses/429' } } } } } });
  expect(JSON.stringify(json).split('#/components/responses/429')).toHaveLength(2);
});
