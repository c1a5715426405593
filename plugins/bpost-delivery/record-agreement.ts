import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { agreements } from './bpost-delivery.store.ts';
import { agreementIn } from './load-agreements.ts';

/** One agreement for each postcode and day: which capacity a delivery takes of, and which promise it is held against, is never a question. */
export const recordAgreement = handle(bpostDelivery, 'recordAgreement', (ctx, { reference, region, postcodes, from, until, leadDays, promisedDays, capacity }) => ctx.answer(async (work) => {
  // One at a time: whoever records another one meanwhile would not see ours yet.
  await work.claimIndex('bpost-agreement', 'any');
  const standing = await work.find(agreements, { lastDay: { gte: from }, firstDay: { lte: until } });
  const other = standing.map(agreementIn).find((one) => (one.withdrawnOn === null || one.withdrawnOn > from) && one.postcodes.some((postcode) => postcodes.includes(postcode)));
  if (other) throw bpostDeliveryFailures['agreement-overlaps']({ issues: [{ in: 'body', name: 'postcodes', detail: `${other.region} has ${other.postcodes.find((postcode) => postcodes.includes(postcode)) ?? ''} until ${other.until}` }] });
  const id = work.newId();
  await work.insert(agreements, {
    id, reference, region, postcodes: [...new Set(postcodes)].toSorted((one, another) => one.localeCompare(another)).join(' '), firstDay: from, lastDay: until, leadDays, promisedDays,
    capacity: capacity?.deliveries ?? null, capacityPer: capacity?.per ?? null, recordedAt: work.at, recordedBy: work.actor,
  });
  await work.audit({ what: 'bpost-delivery.recordAgreement', subject: `agreement:${id}`, result: 'done' });
  return { agreement: id };
}));
