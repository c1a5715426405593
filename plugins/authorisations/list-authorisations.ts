import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { authorisations } from './authorisations.contract.ts';
import { agreements, authorisationRecords } from './authorisations.store.ts';
import { standOf } from './stand-of.ts';

export const listAuthorisations = handle(authorisations, 'list', async (ctx) => {
  const [today, soon] = [ctx.today(), addDays(ctx.today(), ctx.config.warnDays)];
  const [records, agreed] = await Promise.all([ctx.store.find(authorisationRecords, {}, { by: [['validUntil', 'asc']] }), ctx.store.find(agreements, {}, { by: [['validUntil', 'desc']] })]);
  return {
    authorisations: records.map(({ warnedFor: _warnedFor, ...record }) => ({ ...record, expiresSoon: record.validUntil <= soon, standing: standOf(record, today, soon) })),
    agreements: agreed.map(({ reference, validFrom, validUntil }) => ({ reference, validFrom, validUntil, standing: standOf({ validFrom, validUntil }, today, soon) })),
  };
});
