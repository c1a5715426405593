import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationRecords } from './authorisations.store.ts';

export const listAuthorisations = handle(authorisations, 'list', async (ctx) => {
  const soon = addDays(ctx.today(), ctx.config.warnDays);
  const records = await ctx.store.find(authorisationRecords, {}, { by: [['validUntil', 'asc']] });
  return { authorisations: records.map(({ warnedFor: _warnedFor, ...record }) => ({ ...record, expiresSoon: record.validUntil <= soon })) };
});
