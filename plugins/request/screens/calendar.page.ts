import { formatAddress } from '#services/belgium/formats.ts';
import { writeICalendar } from '#services/belgium/write-icalendar.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { requestTexts } from './request-texts.ts';
import { certainVisits, nameOfVisit } from './visits-list.ts';

/** A visit for the citizen's own calendar (RFC 5545). Taken in again after it was moved, it takes the place of the old one. */
export const calendarPage = definePage({
  path: '/calendar/{purpose}', for: 'citizen',
  show: async ({ call, dossier, language, path: { purpose }, address, municipality, telephone, now }) => {
    const visit = certainVisits(await call('request.status', { dossier })).find((one) => one.purpose === purpose);
    if (!visit) return { goTo: address('/status') };
    const { citizen } = await call('request.overview', { dossier });
    const say = sayIn(requestTexts, language);
    return {
      mediaType: 'text/calendar; charset=utf-8', fileName: `eid-${visit.purpose}.ics`,
      body: writeICalendar([{
        uid: `${visit.appointment}@${municipality.id}.eid-aan-huis`, start: visit.start, end: visit.end, changedAt: now(), sequence: Math.floor(now() / 60_000),
        summary: nameOfVisit(visit.purpose, language), location: formatAddress(citizen.address, language).join(', '),
        description: [say('recogniseBadge'), say('recogniseNever'), say('recogniseDoubt', { telephone })].join('\n'),
      }]),
    };
  },
});
