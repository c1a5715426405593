import { definePage } from '#services/kernel/page.ts';

/** What a calendar program reads: no session, no language, only the secret in the address. */
export const feedPage = definePage({
  front: 'desk', path: '/calendars/{feed}', withoutLanguage: true, for: 'anyone', secret: 'feed', asks: ['appointments.readFeed'],
  show: async ({ call, path: { feed = '' } }) => {
    const { ical } = await call('appointments.readFeed', { secret: feed.replace(/\.ics$/, '').slice(0, 100) || '-' });
    return { mediaType: 'text/calendar; charset=utf-8', body: ical, asked: 'again' };
  },
});
