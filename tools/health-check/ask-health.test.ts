import { createServer, type Server } from 'node:http';
import { askHealth } from './ask-health.ts';

let server: Server;
let status = 200;
beforeAll(() => new Promise<void>((resolve) => { server = createServer((request, answer) => { answer.statusCode = request.url === '/health' ? status : 404; answer.end(); }).listen(0, '127.0.0.1', resolve); }));
afterAll(() => server.close());
function port(): number {
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('the server does not listen on a port');
  return place.port;
}

test.each([[200, 'UP'], [503, 'it answers 503'], [404, 'it answers 404']])('a node that answers %i is told as: %s', async (answered, told) => {
  status = answered;
  expect(await askHealth('127.0.0.1', port())).toBe(told);
});

test('a node that listens at every address is asked at this machine', async () => {
  status = 200;
  expect(await askHealth('0.0.0.0', port())).toBe('UP');
});

test('a port where nothing listens is no health', async () => {
  expect(await askHealth('127.0.0.1', 1)).toBe('it does not answer');
});
