import { z } from 'zod';
import { crm } from '#connectors/crm/crm.port.ts';
import { addressSchema } from '#services/belgium/address.ts';
import { daySchema, weekdays } from '#services/belgium/day.ts';
import { instantSchema } from '#services/belgium/instant.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';
import { groundSchema } from '#services/journey/ground.ts';

const dossier = z.uuid();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).describe('Local time HH:MM, Europe/Brussels.');
const week = z.strictObject(Object.fromEntries(weekdays.map((day) => [day, z.array(z.tuple([clock, clock])).default([]).describe('Working periods of this day: from and until.')])));

export const purposeSchema = z.enum(['capture', 'delivery']);
export type Purpose = z.output<typeof purposeSchema>;
export const slotView = z.object({
  start: z.int().describe('Epoch milliseconds UTC.'), end: z.int(), special: z.boolean().describe('Outside office hours.'),
  preferred: z.boolean().describe('It fits the round of the official who would come; false where the municipality marks none.'),
  extraMinutes: z.int().nullable().describe('Minutes of driving that the visit adds to the day. Null for citizens: it would tell where others are visited.'),
});
export const appointmentView = z.object({
  appointment: z.uuid(), dossier, purpose: purposeSchema, start: z.int(), end: z.int(), official: z.string(),
  state: z.enum(['held', 'confirmed', 'cancelled', 'lapsed', 'kept', 'missed']), heldUntil: z.int().nullable(),
});

/** The appointments module (J5). A moment is free for one dossier only, whatever the race. */
export const appointments = defineContract('appointments', {
  title: 'Plans visits in the officials\' calendars',
  config: z.strictObject({
    officials: z.array(z.strictObject({
      official: z.string().max(60).describe('Reference, as in the credential: els.peeters.'),
      postcodes: z.array(z.string().regex(/^\d{4}$/)).min(1).describe('Where this official comes.'),
      hours: week.describe('Office hours, by day of the week.'), specialHours: week.prefault({}).describe('Early mornings and evenings, for limited availability only.'),
      absences: z.array(z.strictObject({ from: daySchema.describe('First day.'), until: daySchema.describe('Last day.') })).default([]).describe('Days on which nobody is visited, the first and the last included.'),
    })).min(1).describe('Officials who visit, with where and when.'),
    visitMinutes: z.strictObject({ capture: z.int().multipleOf(15).default(45).describe('The first visit, with fingerprints.'), delivery: z.int().multipleOf(15).default(30).describe('The visit that brings the card.') }).prefault({}).describe('How long a visit takes.'),
    travelMinutes: z.strictObject({
      by: z.enum(['distance', 'postcode']).default('postcode').describe('"distance": an estimate of the drive between the two postcodes, never less than samePostcode. "postcode": the two figures alone, also what figures without this word mean.'),
      samePostcode: z.int().min(0).default(10).describe('Within one postcode.'), otherPostcode: z.int().min(0).default(25).describe('From one postcode to another; by distance: where it is not known where one of them is.'),
    }).prefault({ by: 'distance' }).describe('Minutes between two visits, by distance unless figures are set.'),
    rounds: z.strictObject({
      leastSaving: z.int().min(1).default(10).describe('Minutes of driving that a shorter round must save in a day before it is proposed: citizens are asked for it.'),
      shiftMinutes: z.int().min(15).max(1440).default(240).describe('A visit is proposed at most so many minutes sooner or later than the citizen was told.'),
      preferNear: z.boolean().default(true).describe('Marks moments that fit the round of the official, for who chooses one.'),
      nearMinutes: z.int().min(0).default(15).describe('A moment fits the round when the visit adds at most so many minutes of driving to that day.'),
    }).prefault({}).describe('Less driving: for moments that are offered, and for days that are planned.'),
    stepMinutes: z.int().min(15).multipleOf(15).default(30).describe('Moments are offered at this step from the beginning of each working period.'),
    noticeHours: z.int().min(0).default(24).describe('A moment sooner than this is not offered.'),
    horizonDays: z.int().min(1).max(180).default(60).describe('How many days ahead moments are offered.'),
    holdMinutes: z.int().min(5).max(60).default(20).describe('How long a moment is held for who chose it and has not confirmed yet.'),
    closedDays: z.array(daySchema).default([]).describe('Beside the Belgian public holidays.'),
  }),
  uses: { crm },
  calls: [],
  actions: {
    offer: {
      kind: 'query', summary: 'Free moments for a visit to this citizen.', scope: 'appointments:offer',
      input: z.strictObject({ dossier, purpose: purposeSchema, from: daySchema.optional(), until: daySchema.optional(), ground: groundSchema.optional().describe('When the dossier has none yet.') }),
      output: z.object({ slots: z.array(slotView) }),
    },
    hold: {
      kind: 'command', summary: 'Holds a moment for a dossier until it is confirmed or lapses.', scope: 'appointments:hold',
      input: z.strictObject({ dossier, purpose: purposeSchema, start: instantSchema, ground: groundSchema.optional(), until: instantSchema.optional().describe('Holds until this instant instead of the usual time.') }),
      output: appointmentView,
    },
    extend: { kind: 'command', summary: 'Holds a held moment longer, as long as the payment may take.', scope: 'appointments:hold', input: z.strictObject({ appointment: z.uuid(), until: instantSchema }), output: appointmentView },
    confirm: { kind: 'command', summary: 'Makes a held moment certain; a first visit makes the dossier scheduled.', scope: 'appointments:confirm', input: z.strictObject({ appointment: z.uuid() }), output: appointmentView },
    move: { kind: 'command', summary: 'Moves a confirmed visit to another free moment.', scope: 'appointments:move', input: z.strictObject({ dossier, purpose: purposeSchema, start: instantSchema }), output: appointmentView },
    cancel: { kind: 'command', summary: 'Gives a moment free again.', scope: 'appointments:cancel', input: z.strictObject({ dossier, purpose: purposeSchema, reason: z.string().regex(/^[a-z0-9-]{1,60}$/) }), output: z.object({ cancelled: z.boolean() }) },
    keep: { kind: 'command', summary: 'The visit took place.', scope: 'appointments:confirm', input: z.strictObject({ dossier, purpose: purposeSchema }), output: z.object({ kept: z.boolean() }) },
    ofDossier: { kind: 'query', summary: 'The visits of a dossier.', scope: 'appointments:read', input: z.strictObject({ dossier }), output: z.object({ appointments: z.array(appointmentView) }) },
    closedDays: {
      kind: 'query', summary: 'Days on which the town hall is closed, beside weekends and public holidays.', scope: 'appointments:read',
      input: z.strictObject({ from: daySchema, until: daySchema }), output: z.object({ days: z.array(daySchema) }),
    },
    round: {
      kind: 'query', summary: 'An official\'s visits of one day in a sensible driving order.', scope: 'appointments:round',
      input: z.strictObject({ official: z.string().max(60), day: daySchema }),
      output: z.object({ visits: z.array(appointmentView.extend({
        order: z.int(), name: z.string().describe('Empty when the CRM does not know the citizen any more.'), address: addressSchema.nullable(),
        travelMinutes: z.int().describe('From the visit before; 0 for the first.'),
      })) }),
    },
    proposeRound: {
      kind: 'query', summary: 'A day of an official in an order with less driving. Nothing moves by it: each citizen is asked, and the visit moved. Without names.', scope: 'appointments:round',
      input: z.strictObject({
        official: z.string().max(60), day: daySchema,
        stay: z.string().regex(/^[a-z0-9-]+(,[a-z0-9-]+){0,19}$/).optional().describe('Visits that stay where they are, because the citizen said no: ids with a comma between.'),
      }),
      output: z.object({
        minutes: z.object({ now: z.int().describe('Minutes of driving from the first visit to the last.'), proposed: z.int().describe('The same as now when nothing saves enough.') }),
        visits: z.array(appointmentView.extend({
          proposedStart: z.int().describe('The same as start for a visit that does not move.'), proposedEnd: z.int(),
          step: z.int().describe('In which order citizens are asked and visits moved, from 1: the moment of each is free when those before have moved. 0 for a visit that does not move.'),
        })).describe('In the order that is proposed.'),
      }),
    },
    week: {
      kind: 'query', summary: 'Seven days of an official: when he or she works, and the visits. Without names.', scope: 'appointments:round',
      input: z.strictObject({ official: z.string().max(60), from: daySchema.describe('First of the seven days.') }),
      output: z.object({
        officials: z.array(z.string()).describe('All who visit citizens here.'),
        days: z.array(z.object({
          day: daySchema, works: z.array(z.object({ start: z.int(), end: z.int(), special: z.boolean().describe('For limited availability only.') })).describe('Nothing on a public holiday, a closed day, and in an absence.'),
          visits: z.array(appointmentView.extend({ postcode: z.string() })).describe('Held, certain and kept, in their order.'),
        })),
      }),
    },
    day: {
      kind: 'query', summary: 'An official\'s visits of one day, without personal data.', scope: 'appointments:round',
      input: z.strictObject({ official: z.string().max(60), day: daySchema }), output: z.object({ visits: z.array(appointmentView) }),
    },
    overdue: {
      kind: 'query', summary: 'Visits whose time is past and of which nobody has said whether they were held, the oldest first. Without names.', scope: 'appointments:round',
      input: z.strictObject({}), output: z.object({ visits: z.array(appointmentView) }),
    },
    ownFeed: {
      kind: 'query', summary: 'Whether the official who asks has an address at which a calendar program reads his or her calendar.', scope: 'appointments:own-feed', input: z.strictObject({}),
      output: z.object({ visits: z.boolean().describe('False for who visits nobody here, and so has no calendar.'), feed: z.object({ since: z.int(), until: z.int() }).nullable() }),
    },
    openFeed: {
      kind: 'command', summary: 'Makes such an address for the official who asks, for half a year. Its secret is shown this once; the address before ends.', scope: 'appointments:own-feed', shownOnce: true,
      input: z.strictObject({}), output: z.object({ secret: z.string().describe('43 letters, digits, dashes and underscores.'), until: z.int() }),
    },
    closeFeed: { kind: 'command', summary: 'Ends the address of the official who asks.', scope: 'appointments:own-feed', input: z.strictObject({}), output: z.object({ closed: z.boolean() }) },
    readFeed: {
      kind: 'query', summary: 'The calendar behind the secret of an address, as iCalendar, without personal data. Called by the page at that address.', scope: 'appointments:read-feed',
      input: z.strictObject({ secret: z.string().min(1).max(100) }), output: z.object({ ical: z.string() }),
    },
    calendar: { kind: 'query', summary: 'An official\'s visits as iCalendar (RFC 5545), without personal data.', scope: 'appointments:round', input: z.strictObject({ official: z.string().max(60) }), output: z.object({ ical: z.string() }) },
  },
  events: {
    confirmed: z.object({ appointment: z.uuid(), dossier, purpose: purposeSchema, start: z.int() }).describe('A visit is certain.'),
    moved: z.object({ appointment: z.uuid(), dossier, purpose: purposeSchema, start: z.int() }).describe('A visit was moved to another moment.'),
    cancelled: z.object({ appointment: z.uuid(), dossier, purpose: purposeSchema, reason: z.string() }).describe('A visit does not take place.'),
    lapsed: z.object({ appointment: z.uuid(), dossier, purpose: purposeSchema }).describe('A moment that was held for somebody is free again: nobody confirmed it in time.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof appointments> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof appointments> {}
}
