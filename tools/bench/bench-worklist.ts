import { fillDossiers } from '#tools/test-house/fill-dossiers.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';
import { as } from '#tools/test-house/open-test-house.ts';

const open = 5_000;
const looks = 21;
const atMostMs = 300;

/** The worklist of a municipality with 5,000 open dossiers, as the desk shows it: rendered, over HTTP, with its filters and its count. */
export async function benchWorklist(): Promise<void> {
  const test = await openServedHouse();
  console.log(`filling in ${open} open dossiers`);
  await fillDossiers(test, open, '2026-11-10');
  const { token } = await test.house.issuer.issue(as('official'), 60);
  const pages = { 'the most urgent hundred': '/worklist', 'overdue ones of one step': '/worklist?phase=delivery&late=yes', 'five hundred': '/worklist?rows=500' };
  let slow = false;
  for (const [name, path] of Object.entries(pages)) {
    const median = await medianOf(() => look(`${test.url}/desk/44021/nl${path}`, token));
    slow ||= name !== 'five hundred' && median > atMostMs;
    console.log(`${name}: ${median.toFixed(0)} ms (median of ${looks})`);
  }
  await test.stop();
  if (!slow) return;
  console.error(`the worklist took more than ${atMostMs} ms`);
  process.exitCode = 1;
}

async function medianOf(measured: () => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < looks; turn += 1) {
    const began = performance.now();
    await measured();
    took.push(performance.now() - began);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(looks / 2)] ?? Number.NaN;
}

async function look(url: string, token: string): Promise<void> {
  const response = await fetch(url, { headers: { cookie: `eid=${token}` }, redirect: 'manual' });
  const body = await response.text();
  if (response.status !== 200 || !body.includes('id="d-')) throw new Error(`answered ${response.status}`);
}
