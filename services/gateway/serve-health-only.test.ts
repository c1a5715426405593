import { serveHealthOnly } from './serve-health-only.ts';

const up = { status: 'UP', node: 'one', components: {} } as const;

test('a node without a gateway tells this machine how it is, and answers nothing else', async () => {
  const door = await serveHealthOnly(0, () => Promise.resolve(up));
  const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${door.port}${path}`, { method });
  expect(await (await ask('/health')).json()).toEqual(up);
  const others = await Promise.all([ask('/health', 'POST'), ask('/'), ask('/api/v1/dossiers'), ask('/sandbox'), ask('/openapi.json')]);
  expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  await door.stop();
});

test('a node without a gateway that cannot reach its database says that it is down', async () => {
  const door = await serveHealthOnly(0, () => Promise.resolve({ ...up, status: 'DOWN' as const }));
  expect((await fetch(`http://127.0.0.1:${door.port}/health`)).status).toBe(503);
  await door.stop();
});
