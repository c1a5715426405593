import type { z } from 'zod';
import { addDays } from '#services/belgium/day.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { agreements, arrangements } from './bpost-delivery.store.ts';
import { agreementFor, holdsOn, type Agreement } from './find-agreement.ts';
import { agreementsOf } from './load-agreements.ts';
import { takenIn } from './measure-capacity.ts';
import type { agreementView } from './partnership.contract.ts';

type View = z.output<typeof agreementView>;
const daysAhead = 28;

/** Those that hold first, then those to come, then the rest. */
export const listAgreements = handle(bpostDelivery, 'agreements', async ({ store, config, today }) => {
  const all = await agreementsOf(store, config.agreements);
  const rows = new Map((await store.find(agreements, {})).map((row) => [row.id, row]));
  const views = await Promise.all(all.map(async (agreement): Promise<View> => {
    const row = rows.get(agreement.agreement ?? '');
    const { region, postcodes, from, until, leadDays, promisedDays, capacity, withdrawnOn } = agreement;
    const standing = standingOf(agreement, all, today());
    // What a setting names and a recorded agreement has taken over is not the setting's any more.
    const named = agreement.agreement === null && standing === 'holds' ? postcodes.filter((postcode) => counts(agreement, all, postcode, today())) : postcodes;
    const taken = await takenIn(store, agreement, today(), addDays(today(), daysAhead));
    return {
      agreement: agreement.agreement, reference: row?.reference ?? null, region, postcodes: [...named], from, until, leadDays, promisedDays, capacity, withdrawnOn,
      standing, withdrawnBecause: row?.withdrawnBecause ?? null, recordedBy: row?.recordedBy ?? null,
      taken: [...taken].map(([day, deliveries]) => ({ from: day, deliveries })).toSorted((one, other) => one.from.localeCompare(other.from)),
      busy: agreement.agreement === null ? 0 : await store.count(arrangements, { agreement: agreement.agreement, start: { gte: instantOf(today(), '00:00') }, state: { in: ['arranging', 'announced'] } }),
    };
  }));
  const order: readonly View['standing'][] = ['holds', 'to-come', 'over', 'withdrawn', 'superseded'];
  return { agreements: views.toSorted((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing) || one.until.localeCompare(other.until)) };
});

function standingOf(agreement: Agreement, all: readonly Agreement[], today: string): View['standing'] {
  if (agreement.withdrawnOn !== null) return 'withdrawn';
  if (agreement.until < today) return 'over';
  if (agreement.from > today) return 'to-come';
  return holdsOn(agreement, today) && agreement.postcodes.some((postcode) => counts(agreement, all, postcode, today)) ? 'holds' : 'superseded';
}

function counts({ agreement }: Agreement, all: readonly Agreement[], postcode: string, today: string): boolean {
  return agreementFor(all, postcode, today)?.agreement === agreement;
}
