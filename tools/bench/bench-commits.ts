import { Agent, request as ask } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { aShelf, openShelves, shelves } from '#services/store/store-rules.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { as, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { alternate, report, type Measured } from './alternate.ts';

const together = 50;
const commandsPerRound = 200;
const rowsPerRound = 1_000;
/** What shared commits must give at least. */
const demanded = 1.5;
const clerk = as('clerk');

/**
 * Durable commands on one municipality, fifty at once against one after the other, on a disk that is really synced. The command opens a dossier:
 * two look-ups with their audit entries, then dossier, history and outbox in one unit of work. The outbox stands still: what follows is not measured.
 */
export async function benchCommits(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'eid-bench-'));
  const measured = [await rows(folder), ...await commands(join(folder, 'house'))];
  rmSync(folder, { recursive: true });
  for (const pair of measured) report(pair);
  const [slowest] = measured.map(([many, one]) => many.perSecond / one.perSecond).toSorted((a, b) => a - b);
  if (slowest !== undefined && slowest >= demanded) return;
  console.error(`shared commits must give at least ${demanded} times the throughput`);
  process.exitCode = 1;
}

/** The store alone: one small row for each transaction. */
async function rows(folder: string): Promise<readonly [Measured, Measured]> {
  const store = await openShelves(`sqlite:${join(folder, 'rows.sqlite')}`, join(folder, 'keys'));
  const put = () => {
    const id = randomUUID();
    return store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id, label: id.slice(-20) })));
  };
  const measured = await inTurns('store: small transactions', async (atOnce) => rate(Array.from({ length: rowsPerRound }, () => put), atOnce));
  await store.close();
  return measured;
}

/** Real commands through the real house, by a call and over HTTP with an `Idempotency-Key`. */
async function commands(dataDir: string): Promise<(readonly [Measured, Measured])[]> {
  const test = await openServedHouse({ dataDir, house: { works: { outbox: false, jobs: false } } });
  const { token } = await test.house.issuer.issue(clerk, 3600);
  const prepared = async (open: (insz: string) => Promise<unknown>) => {
    const tasks: (() => Promise<unknown>)[] = [];
    for (let index = 0; index < commandsPerRound; index += 1) {
      const insz = await aCard(test);
      tasks.push(() => open(insz));
    }
    return tasks;
  };
  const byCall = (insz: string) => test.call('request.openFor', { insz, why: 'citizen-called' }, clerk);
  const overHttp = async (atOnce: number) => {
    // Connections of its own: the server has let go of those of the round before.
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    const tasks = await prepared((insz) => send(agent, test.port, 'POST', '/api/v1/dossiers', token, JSON.stringify({ insz, why: 'citizen-called' })));
    // A back-office program keeps its connections: opening them is not what is measured.
    await Promise.all(Array.from({ length: atOnce }, () => send(agent, test.port, 'GET', '/health', token)));
    const perSecond = await rate(tasks, atOnce);
    agent.destroy();
    return perSecond;
  };
  const measured = [
    await inTurns('house: request.openFor', async (atOnce) => rate(await prepared(byCall), atOnce)),
    await inTurns('HTTP: POST /api/v1/dossiers', overHttp),
  ];
  await test.stop();
  return measured;
}

let cards = 0;

/** Somebody whose card expires soon, known to the eID tool alone. */
async function aCard({ pull }: Pick<TestHouse, 'pull'>): Promise<string> {
  cards += 1;
  const insz = makeInsz(`19${50 + Math.floor(cards / 900)}-03-14`, 1 + (cards % 900), { testPerson: true });
  await pull('eid-tool', 'put-card', { card: { cardNumber: makeCardNumber(String(5_920_000_000 + cards)), insz, kind: 'eid', expiresOn: '2026-12-15', renewal: 'card' } });
  return insz;
}

function inTurns(name: string, round: (atOnce: number) => Promise<number>): Promise<readonly [Measured, Measured]> {
  return alternate([`${name}, ${together} at once`, () => round(together)], [`${name}, one after the other`, () => round(1)]);
}

/** Tasks per second, so many at once. */
async function rate(tasks: readonly (() => Promise<unknown>)[], atOnce: number): Promise<number> {
  const left = [...tasks];
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async () => { for (let task = left.pop(); task; task = left.pop()) await task(); }));
  return (tasks.length * 1000) / (performance.now() - began);
}

function send(agent: Agent, port: number, method: 'GET' | 'POST', path: string, token: string, body = ''): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  return new Promise((resolve, reject) => {
    const sent = ask({ agent, host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => ((answer.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`answered ${answer.statusCode}`))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
