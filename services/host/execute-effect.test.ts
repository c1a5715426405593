import { claimLanes, demandTime, headOf, LaneLost, type Moment } from '#services/outbox/claim-lanes.ts';
import { openToyHouse, type ToyEffect, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { executeItem } from './execute-item.ts';

let t: ToyHouse;
beforeEach(async () => { t = await openToyHouse({ house: { works: { outbox: false, jobs: false } } }); });
afterEach(() => t.stop());

/** A lane that this test works itself, and what stands at its head. */
async function claimed(name: ToyEffect) {
  const { store, takeOverAfterMs: leaseMs, moment } = t.house.engine;
  await t.ask(name, 'by-hand');
  const [claim] = await claimLanes(store, { owner: 'test', municipalities: ['gent'], most: 1, leaseMs }, moment());
  const item = claim && await headOf(store.reader('gent'), claim.lane);
  if (!claim || !item) throw new Error('not claimed');
  return { claim, item };
}

test.each([['the clock on the wall', { real: 30_001, steady: 0 }], ['the one that cannot be set', { real: -3_600_000, steady: 30_001 }]])('no deed begins when half of the lease has passed by %s', async (_which, passed) => {
  const { engine } = t.house;
  const { claim, item } = await claimed('toy-office.giveParked');
  // The machine stands still between the mark and the deed.
  const later = ({ real, steady }: Moment) => ({ real: real + passed.real, steady: steady + passed.steady });
  let marked = false;
  const moment = () => { const now = engine.moment(); const seen = marked ? later(now) : now; marked = true; return seen; };
  await expect(executeItem({ ...engine, moment }, claim, item)).rejects.toThrow(LaneLost);
  expect(await t.given()).toEqual([]);
  expect(() => { demandTime({ leaseMs: 60_000, since: { real: 0, steady: 0 } }, { real: 30_000, steady: 30_000 }); }).not.toThrow();
});
