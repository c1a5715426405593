import { definePage } from '#services/kernel/page.ts';
import { askedIn } from './asked.ts';

/** All figures of a month as a file, for who reckons on. */
export const csvPage = definePage({
  front: 'desk', path: '/indicators-csv', for: 'official',
  show: async (ctx) => {
    const { month } = askedIn(ctx);
    const { fileName, csv } = await ctx.call('indicators.export', month === undefined ? {} : { month });
    return { mediaType: 'text/csv; charset=utf-8', fileName, body: csv };
  },
});
