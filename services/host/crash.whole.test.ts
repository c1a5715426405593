import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { middlewareClient, type MiddlewareClient } from '#tools/journey/middleware-client.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'eid-crash-'));
let node: RunningNode | undefined;
afterAll(async () => {
  await node?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const anything = z.unknown();
const ledger = z.object({ entries: z.array(z.object({ operation: z.string(), dossier: z.string().nullable() })) });
const messages = z.object({ messages: z.array(z.object({ dossier: z.string() })) });
const exceptions = z.object({ exceptions: z.array(z.object({ name: z.string(), dossier: z.string().nullable() })) });
const dossiers = z.object({ dossiers: z.array(z.object({ dossier: z.string() })), total: z.number() });
const citizens = 12;

async function start(): Promise<{ client: MiddlewareClient; token: string }> {
  // What a killed process held is soon taken over, and soon looked for.
  node = await startNode({ DATA_DIR: dataDir, TAKE_OVER_AFTER_SECONDS: '4' }, ['--no-demo', '--no-pcsc']);
  const client = middlewareClient(node.url, '44021');
  const { token } = await client.pull(z.object({ token: z.string() }), 'house', 'credential', { role: 'administrator' });
  return { client, token };
}

/** How often each dossier stands in a list. */
const timesPer = (list: readonly { dossier: string | null }[]) => [...Map.groupBy(list, ({ dossier }) => dossier).values()].map((same) => same.length);

test('a process that is killed again and again in the middle of its work loses nothing and doubles nothing', async () => {
  const first = await start();
  const pull = async <T>(port: string, lever: string, input?: unknown): Promise<T> => await first.client.pull(anything, port, lever, input as object) as T;
  for (let index = 0; index < citizens; index += 1) await aCitizen({ pull }, { expiresOn: '2027-01-10' });

  let { client, token } = first;
  for (const answers of [1, 4, 9]) {
    // Killed when the eID tool has accepted so much: in the middle, wherever that is.
    void client.post(anything, '/expiry-checks', token, {}).catch(() => undefined);
    await waitUntil(async () => (await client.pull(ledger, 'eid-tool', 'ledger', {})).entries.length >= answers);
    await node?.stop('SIGKILL');
    ({ client, token } = await start());
  }
  await client.post(anything, '/expiry-checks', token, {});
  expect(await client.pull(anything, 'house', 'idle', { withinMs: 60_000 })).toEqual({ idle: true });

  const opened = await client.get(dossiers, '/dossiers', token);
  expect(opened.total).toBe(citizens);
  const { entries } = await client.pull(ledger, 'eid-tool', 'ledger', {});
  expect(timesPer(entries.filter(({ operation }) => operation === 'openRenewal'))).toEqual(Array.from({ length: citizens }, () => 1));
  // A mail that was being sent when the process died is sent, or waits for a person; never twice.
  const { messages: sent } = await client.pull(messages, 'messaging', 'messages', {});
  const { exceptions: parked } = await client.get(exceptions, '/exceptions', token);
  expect(Math.max(...timesPer(sent))).toBe(1);
  const told = new Set([...sent, ...parked].map(({ dossier }) => dossier));
  expect(told.size).toBe(citizens);
  expect(parked.every(({ name }) => name === 'messaging.sendEmail')).toBe(true);
});

async function waitUntil(look: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 20_000;
  while (!await look()) if (performance.now() > limit) throw new Error('waited in vain');
}
