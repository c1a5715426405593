import * as fc from 'fast-check';
import type { z } from 'zod';
import { dayOf, timeOf } from '#services/belgium/brussels-time.ts';
import { addDays, weekdayOf } from '#services/belgium/day.ts';
import { isPublicHoliday } from '#services/belgium/public-holidays.ts';
import { groundSchema } from '#services/journey/ground.ts';
import { appointments } from './appointments.contract.ts';
import { ableOfficials } from './find-able-officials.ts';
import { freeSlots, type SlotQuestion } from './find-free-slots.ts';
import { fits, quarterMs, type Planned } from './fit-visit.ts';

const officeDay: [string, string][] = [['09:00', '12:00'], ['13:00', '17:00']];
type SettingsInput = z.input<(typeof appointments)['config']>;
const settings = (overrides: Partial<SettingsInput> = {}, official: Partial<SettingsInput['officials'][number]> = {}) => appointments.config.parse({
  officials: [{
    official: 'els', postcodes: ['9000', '9050'],
    hours: Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, officeDay])),
    specialHours: { tuesday: [['06:30', '08:30'], ['17:00', '21:00']], saturday: [['08:00', '12:00']] },
    ...official,
  }],
  ...overrides,
});
const question = (overrides: Partial<SlotQuestion> = {}): SlotQuestion => ({
  minutes: 45, postcode: '9000', ground: 'disability', from: '2026-03-16', until: '2026-03-22', earliest: 0, ...overrides,
});
const none = () => [];
const times = (slots: readonly { start: number }[]) => slots.map(({ start }) => `${dayOf(start)} ${timeOf(start)}`);

test('offers moments in the working hours only, each wholly inside a working period', () => {
  const monday = question({ until: '2026-03-16' });
  expect(times(freeSlots(settings({ stepMinutes: 60 }), monday, none)).map((text) => text.slice(11))).toEqual(['09:00', '10:00', '11:00', '13:00', '14:00', '15:00', '16:00']);
});

test.each(['disability', 'reduced-mobility', null] as const)('offers no early mornings and evenings to ground %s', (ground) => {
  expect(freeSlots(settings(), question({ ground }), none).some(({ special }) => special)).toBe(false);
});

test('offers early mornings, evenings and Saturdays to limited availability, beside ordinary hours', () => {
  const slots = freeSlots(settings({ stepMinutes: 60 }), question({ ground: 'limited-availability' }), none);
  expect(times(slots.filter(({ special }) => special))).toEqual([
    '2026-03-17 06:30', '2026-03-17 07:30', '2026-03-17 17:00', '2026-03-17 18:00', '2026-03-17 19:00', '2026-03-17 20:00',
    '2026-03-21 08:00', '2026-03-21 09:00', '2026-03-21 10:00', '2026-03-21 11:00',
  ]);
  expect(slots.some(({ special }) => !special)).toBe(true);
});

test('offers nothing in a postcode that no official serves', () => {
  expect(freeSlots(settings(), question({ postcode: '1000' }), none)).toEqual([]);
});

test('offers nothing in an absence, its first and last day included', () => {
  const absent = settings({}, { absences: [{ from: '2026-03-17', until: '2026-03-18' }] });
  expect([...new Set(freeSlots(absent, question(), none).map(({ start }) => dayOf(start)))]).toEqual(['2026-03-16', '2026-03-19', '2026-03-20']);
});

test('offers nothing on a day on which the municipality is closed', () => {
  expect(freeSlots(settings({ closedDays: ['2026-03-16'] }), question({ until: '2026-03-16' }), none)).toEqual([]);
});

test('offers nothing sooner than the notice', () => {
  const earliest = Date.parse('2026-03-18T10:00:00Z');
  expect(freeSlots(settings(), question({ earliest }), none).every(({ start }) => start >= earliest)).toBe(true);
});

test('keeps the local hours when the clocks change', () => {
  const sundays = settings({ stepMinutes: 60 }, { hours: { sunday: [['09:00', '10:00']], monday: [['09:00', '10:00']] } });
  const slots = (from: string) => freeSlots(sundays, question({ from, until: addDays(from, 1) }), none);
  expect(slots('2026-03-29').map(({ start }) => new Date(start).toISOString())).toEqual(['2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z']);
  expect(slots('2026-10-25').map(({ start }) => new Date(start).toISOString())).toEqual(['2026-10-25T08:00:00.000Z', '2026-10-26T08:00:00.000Z']);
});

test('offers a moment of the other official when one is busy', () => {
  const two = appointments.config.parse({ officials: [...settings().officials, ...settings({}, { official: 'jan' }).officials] });
  const [first] = freeSlots(two, question(), none);
  expect(first).toBeDefined();
  const busy = (official: string) => (official === 'els' && first ? [{ ...first, postcode: '9000' }] : []);
  expect(freeSlots(two, question(), busy)[0]).toEqual(first);
});

const planned = fc.record({ day: fc.integer({ min: 0, max: 8 }), quarter: fc.integer({ min: 24, max: 80 }), postcode: fc.constantFrom('9000', '9050') })
  .map(({ day, quarter, postcode }): Planned => {
    const start = Date.parse('2026-04-20T00:00:00Z') + day * 86_400_000 + quarter * quarterMs;
    return { start, end: start + 3 * quarterMs, postcode };
  });
const anyQuestion = fc.record({ ground: fc.option(fc.constantFrom(...groundSchema.options)), postcode: fc.constantFrom('9000', '9050'), minutes: fc.constantFrom(15, 30, 45, 60), offset: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 })) })
  .map(({ offset, ...rest }) => ({ ...rest, from: addDays('2026-04-20', offset), until: addDays('2026-04-20', offset + 8), earliest: 0 }));

test('never offers a holiday, a moment that does not fit, or special hours to the wrong ground; each offered moment can be taken', () => {
  fc.assert(fc.property(fc.array(planned, { maxLength: 20 }), anyQuestion, (busy, asked) => {
    const config = settings();
    for (const slot of freeSlots(config, asked, () => busy)) {
      expect(isPublicHoliday(dayOf(slot.start))).toBe(false);
      expect(weekdayOf(dayOf(slot.start))).not.toBe('sunday');
      expect(slot.special && asked.ground !== 'limited-availability').toBe(false);
      expect(fits({ ...slot, postcode: asked.postcode }, busy, config.travelMinutes)).toBe(true);
      expect(ableOfficials(config, { ...slot, postcode: asked.postcode, ground: asked.ground, earliest: 0, lastDay: asked.until })).toHaveLength(1);
    }
  }), { numRuns: 30 });
});

test('a moment off the quarter of an hour, too soon or past the horizon is nobody\'s', () => {
  const start = Date.parse('2026-03-18T09:00:00Z');
  const wish = { start, end: start + 3 * quarterMs, postcode: '9000', ground: null, earliest: 0, lastDay: '2026-03-18' };
  const able = (overrides: Partial<typeof wish>) => ableOfficials(settings(), { ...wish, ...overrides }).length;
  expect([able({}), able({ start: start + 60_000 }), able({ earliest: start + 1 }), able({ lastDay: '2026-03-17' })]).toEqual([1, 0, 0, 0]);
});
