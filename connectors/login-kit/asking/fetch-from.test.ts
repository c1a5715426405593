import { Agent } from 'node:http';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { fetchFrom } from './fetch-from.ts';

let asked: string[];
let server: ServedHandler;
beforeAll(async () => {
  server = await serveHandler((url) => ({ path }) => {
    asked.push(path);
    if (path === '/elsewhere') return Promise.resolve({ status: 302, headers: { location: `${url}/there` } });
    return Promise.resolve({ status: Number(path.slice(1)), body: '{}' });
  });
});
afterAll(() => server.close());
beforeEach(() => { asked = []; });

const ask = (path: string, origins = new Set([server.url])) =>
  fetchFrom({ way: { agent: new Agent(), timeoutMs: 2_000, largestAnswer: 100 }, origins, signal: new AbortController().signal })(`${server.url}${path}`, { method: 'GET', headers: {} });

test('a host that was not agreed is not asked', async () => {
  await expect(ask('/200', new Set(['https://login.example']))).rejects.toMatchObject({ code: 'OTHER_HOST', sent: false });
  expect(asked).toEqual([]);
});
test('nobody is followed', async () => {
  await expect(ask('/elsewhere')).rejects.toMatchObject({ code: 'REDIRECTED' });
  expect(asked).toEqual(['/elsewhere']);
});
test.each([[429, false], [503, false], [408, true], [500, true], [502, true], [504, true]])('HTTP %i says whether the request may have been carried out', async (status, sent) => {
  await expect(ask(`/${status}`)).rejects.toMatchObject({ code: `HTTP ${status}`, sent });
});
test.each([200, 204, 400, 401])('HTTP %i is an answer', async (status) => {
  expect((await ask(`/${status}`)).status).toBe(status);
});
