import { history } from '#services/journey/dossier.store.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { runJob } from '#tools/test-house/run-job.ts';
import { inParts } from './in-parts.ts';
import type { DoneUpTo } from './indicators.contract.ts';

let the: TestHouse;
beforeAll(async () => {
  the = await openTestHouse({ start: '2026-11-24T09:00:00+01:00' });
  const at = Date.parse('2026-11-24T08:00:00Z');
  await inGent(the, async (work) => {
    for (const days of [800, 400, 10]) {
      const line = { dossier: the.house.engine.newId(), actor: 'import', recordedAt: at, ground: 'disability', deliverBy: 'none' } as const;
      await work.insert(history, { ...line, sequence: 1, move: 'open', state: 'opened', occurredAt: at - days * 86_400_000 });
      await work.insert(history, { ...line, sequence: 2, move: 'invite', fromState: 'opened', state: 'invited', occurredAt: at - (days - 2) * 86_400_000 });
      await work.insert(history, { ...line, sequence: 3, move: 'request', fromState: 'invited', state: 'requested', occurredAt: at - (days - 5) * 86_400_000 });
    }
  });
  await runJob(the, 'indicators', 'catch-up');
});
afterAll(() => the.stop());

/** All that is done, call after call. */
async function walk(most?: number): Promise<{ readonly done: readonly string[]; readonly calls: number }> {
  const done: string[] = [];
  let [after, calls]: [DoneUpTo | null | undefined, number] = [undefined, 0];
  while (after !== null) {
    calls += 1;
    after = await inParts({ store: the.house.engine.store.reader('gent') }, after, {
      dossiers: async (page) => { done.push(...page); },
      tallies: async (measure, year) => { done.push(`${measure} ${year}`); return 1; },
    }, most);
  }
  return { done, calls };
}

test('however little is done in one call, every dossier and the tallies of every year have their turn once', async () => {
  const whole = await walk();
  expect([whole.calls, new Set(whole.done).size]).toEqual([1, whole.done.length]);
  expect(whole.done).toEqual(expect.arrayContaining(['invited-requested 2024', 'invited-requested 2025', 'invited-requested 2026']));
  for (const most of [1, 2, 5]) {
    const parts = await walk(most);
    expect(parts.done).toEqual(whole.done);
    expect(parts.calls).toBeGreaterThan(1);
  }
});
