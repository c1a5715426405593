import { definePage } from '#services/kernel/page.ts';
import { askedIn, monthOnly } from './asked.ts';

/** All figures of a month as a file, for who reckons on. */
export const csvPage = definePage({
  front: 'desk', path: '/indicators-csv', for: 'official',
  show: async (ctx) => {
    const { fileName, csv } = await ctx.call('indicators.export', monthOnly(askedIn(ctx)));
    return { mediaType: 'text/csv; charset=utf-8', fileName, body: csv };
  },
});
