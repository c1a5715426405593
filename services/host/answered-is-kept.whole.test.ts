import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { middlewareClient, type MiddlewareClient } from '#tools/journey/middleware-client.ts';
import { seeded } from '#tools/journey/seeded.ts';
import { startNode, type RunningNode } from '#tools/test-house/start-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-kept-'));
const dataDir = join(folder, 'data');
let node: RunningNode | undefined;
afterAll(async () => {
  await node?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const atOnce = 50;
const random = seeded(2026);
/** After so many answers the process is killed, in the middle of what the others have asked. */
const kills = Array.from({ length: 3 }, () => 20 + Math.floor(random() * 60));

interface Running { readonly url: string; readonly client: MiddlewareClient; readonly clerk: string; readonly administrator: string }
interface Command { readonly insz: string; readonly traceId: string; readonly key: string }
interface Answered { readonly command: Command; readonly dossier: string }

/** What the command leaves besides its dossier, wherever the process died: all of it or nothing. */
const whole = {
  history: ['1 open'],
  outbox: ['effect eid-tool.openRenewal for request', 'event journey.opened for indicators', 'event journey.opened for invitation', 'event journey.opened for outreach'],
  audit: ['disability-register.recognition done', 'eid-tool.cardOf done'],
};

test('what was answered is in the file of a process that is killed while fifty commands at once are under way, and nothing is there half', async () => {
  const answered: Answered[] = [];
  const unanswered: Command[] = [];
  const commands: Command[] = [];
  for (const answers of kills) {
    const running = await start();
    commands.push(...await makeCommands(running, answers + 2 * atOnce - commands.length));
    const before = answered.length;
    const lane = async () => {
      for (let command = commands.pop(); command; command = commands.pop()) {
        const answer = await send(running, command).catch(() => undefined);
        if (!answer) return unanswered.push(command);
        answered.push({ command, dossier: opened.parse(answer.body).dossier });
        if (answered.length - before === answers) node?.process.kill('SIGKILL');
      }
      throw new Error('every command was answered: nobody was killed');
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    await node?.stop('SIGKILL');

    const kept = readFile();
    expect(answered.filter(({ command, dossier }) => kept.get(dossier)?.traceId !== command.traceId).map(({ dossier }) => dossier)).toEqual([]);
    expect([...kept.values()].filter(({ traceId: _traceId, ...parts }) => JSON.stringify(parts) !== JSON.stringify(whole))).toEqual([]);
  }

  // Sent once more with their keys: what was answered gets its answer again, what was not is carried out once.
  const running = await start();
  const again = await Promise.all(answered.map(({ command }) => send(running, command)));
  expect(again).toEqual(answered.map(({ dossier }) => ({ status: 200, replayed: true, body: { dossier } })));
  expect(unanswered.length).toBeGreaterThan(0);
  const later = await Promise.all(unanswered.map((command) => sendUntilAnswered(running, command)));
  expect(await running.client.pull(idle, 'house', 'idle', { withinMs: 30_000 })).toEqual({ idle: true });

  const all = [...answered.map(({ dossier }) => dossier), ...later].toSorted();
  const { entries } = await running.client.pull(ledger, 'eid-tool', 'ledger', {});
  expect(entries.filter(({ operation }) => operation === 'openRenewal').map(({ dossier }) => dossier).toSorted()).toEqual(all);
  expect((await running.client.get(total, '/dossiers', running.administrator)).total).toBe(all.length);
  expect(await running.client.get(verdict, '/audit/verification', running.administrator)).toEqual({ problem: null });
});

const token = z.object({ token: z.string() });
const opened = z.object({ dossier: z.string() });
const idle = z.object({ idle: z.boolean() });
const ledger = z.object({ entries: z.array(z.object({ operation: z.string(), dossier: z.string() })) });
const total = z.object({ total: z.number() });
const verdict = z.object({ problem: z.object({ what: z.string() }).nullable() });

async function start(): Promise<Running> {
  // Without wires: with so short a lease nobody waits a second for an outside that fifty ask at once, and this is about our own file.
  node = await startNode({ DATA_DIR: dataDir, TAKE_OVER_AFTER_SECONDS: '3' }, ['--no-demo', '--in-process']);
  const client = middlewareClient(node.url, '44021');
  const credential = async (role: string) => (await client.pull(token, 'house', 'credential', { role })).token;
  return { url: node.url, client, clerk: await credential('clerk'), administrator: await credential('administrator') };
}

let serial = 0;

/** As many citizens whose card expires soon, each to be given a dossier. */
async function makeCommands({ client }: Running, count: number): Promise<Command[]> {
  return Promise.all(Array.from({ length: count }, async () => {
    serial += 1;
    const insz = makeInsz('1953-03-14', serial, { testPerson: true });
    const card = { cardNumber: makeCardNumber(String(5_930_000_000 + serial)), insz, kind: 'eid', expiresOn: '2027-01-10', renewal: 'card' };
    await client.pull(z.unknown(), 'eid-tool', 'put-card', { card });
    return { insz, traceId: randomUUID(), key: randomUUID() };
  }));
}

interface HttpAnswer { readonly status: number; readonly replayed: boolean; readonly body: unknown }

async function send({ url, clerk }: Running, { insz, traceId, key }: Command): Promise<HttpAnswer> {
  const headers = { authorization: `Bearer ${clerk}`, 'content-type': 'application/json', 'belgov-trace-id': traceId, 'idempotency-key': key };
  const answer = await fetch(`${url}/api/v1/dossiers`, { method: 'POST', headers, body: JSON.stringify({ insz, why: 'citizen-called' }) });
  return { status: answer.status, replayed: answer.headers.has('idempotency-replayed'), body: await answer.json() };
}

/** What was under way when its process died is held for some seconds. */
async function sendUntilAnswered(running: Running, command: Command): Promise<string> {
  const limit = performance.now() + 30_000;
  for (;;) {
    const { status, body } = await send(running, command);
    if (status === 200) return opened.parse(body).dossier;
    if (status !== 409 || performance.now() > limit) throw new Error(`answered ${status}`);
    await pause(250);
  }
}

interface Kept { readonly traceId: string | undefined; readonly history: string[]; readonly outbox: string[]; readonly audit: string[] }

/** The dossiers in a copy of the file as the killed process left it, with what else the command wrote. */
function readFile(): ReadonlyMap<string, Kept> {
  const copy = join(folder, `${randomUUID()}.sqlite`);
  for (const part of ['', '-wal']) copyFileSync(join(dataDir, `eid.sqlite${part}`), `${copy}${part}`);
  const db = new DatabaseSync(copy);
  const lines = (sql: string, of: string) => db.prepare(sql).all(of).map(({ line }) => String(line)).toSorted();
  const kept = db.prepare('SELECT id FROM journey_dossiers').all().map(({ id }) => {
    const dossier = String(id);
    const [traceId] = lines("SELECT traceId AS line FROM outbox_items WHERE dossier = ? AND name = 'eid-tool.openRenewal'", dossier);
    return [dossier, {
      traceId,
      history: lines("SELECT sequence || ' ' || move AS line FROM journey_history WHERE dossier = ? AND sequence = 1", dossier),
      outbox: lines("SELECT kind || ' ' || name || ' for ' || plugin AS line FROM outbox_items WHERE dossier = ? AND name IN ('eid-tool.openRenewal', 'journey.opened')", dossier),
      audit: lines("SELECT what || ' ' || result AS line FROM audit_entries WHERE traceId = ? AND what IN ('eid-tool.cardOf', 'disability-register.recognition')", traceId ?? ''),
    }] as const;
  });
  db.close();
  return new Map(kept);
}
