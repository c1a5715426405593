import { definePlugin } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { appointmentsRetention } from './appointments.retention.ts';
import { appointmentTables } from './appointments.store.ts';
import { closeFeed, endFeedOf, openFeed, ownFeed, readFeed } from './calendar-feed.ts';
import { cancelVisit } from './cancel-visit.ts';
import { confirmVisit } from './confirm-visit.ts';
import { extendHold } from './extend-hold.ts';
import { feedCalendar } from './feed-calendar.ts';
import { followJourney } from './follow-journey.ts';
import { confirmPaid, freeUnpaid, holdForPayment } from './follow-payment.ts';
import { holdMoment } from './hold-moment.ts';
import { keepVisit } from './keep-visit.ts';
import { lapseHolds } from './lapse-holds.ts';
import { listClosedDays } from './list-closed-days.ts';
import { listDay } from './list-day.ts';
import { listOverdue } from './list-overdue.ts';
import { listVisits } from './list-visits.ts';
import { appointments001 } from './migrations/001-visits.ts';
import { appointments002 } from './migrations/002-feeds.ts';
import { moveVisit } from './move-visit.ts';
import { offerMoments } from './offer-moments.ts';
import { proposeRound } from './propose-round.ts';
import { showRound } from './show-round.ts';
import { showWeek } from './show-week.ts';
import { tidyQuarters } from './tidy-quarters.ts';

export const appointmentsPlugin = definePlugin(appointments, {
  actions: {
    offer: offerMoments, hold: holdMoment, extend: extendHold, confirm: confirmVisit, move: moveVisit, cancel: cancelVisit, keep: keepVisit,
    ofDossier: listVisits, round: showRound, proposeRound, week: showWeek, day: listDay, overdue: listOverdue, closedDays: listClosedDays, calendar: feedCalendar, ownFeed, openFeed, closeFeed, readFeed,
  },
  listens: {
    'payment.begun': holdForPayment,
    'payment.paid': confirmPaid,
    'payment.expired': freeUnpaid,
    'journey.moved': followJourney,
    'identity.sentAway': endFeedOf,
  },
  routes: [
    { method: 'GET', path: '/dossiers/{dossier}/moments', action: 'appointments.offer' },
    { method: 'GET', path: '/dossiers/{dossier}/appointments', action: 'appointments.ofDossier' },
    { method: 'POST', path: '/dossiers/{dossier}/appointments/cancel', action: 'appointments.cancel' },
    { method: 'GET', path: '/visits/overdue', action: 'appointments.overdue' },
    { method: 'GET', path: '/officials/{official}/round', action: 'appointments.round' },
    { method: 'GET', path: '/officials/{official}/round/proposal', action: 'appointments.proposeRound' },
    { method: 'GET', path: '/officials/{official}/week', action: 'appointments.week' },
    { method: 'GET', path: '/officials/{official}/day', action: 'appointments.day' },
    { method: 'GET', path: '/officials/{official}/calendar', action: 'appointments.calendar' },
  ],
  jobs: [
    { id: 'lapse-holds', schedule: { every: 5 }, run: lapseHolds },
    { id: 'tidy-quarters', schedule: { daily: '03:15' }, run: tidyQuarters },
  ],
  tables: appointmentTables,
  migrations: [appointments001, appointments002],
  retention: appointmentsRetention,
});
