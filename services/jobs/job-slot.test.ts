import * as fc from 'fast-check';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { slotAt } from './job-slot.ts';

const at = (text: string) => Date.parse(text);

test.each([
  ['before its time the day\'s slot is yesterday\'s', '2026-11-24T04:59:59+01:00', '2026-11-23'],
  ['at its time the day\'s slot is today\'s', '2026-11-24T05:00:00+01:00', '2026-11-24'],
  ['late in the evening it is still today\'s, though it is tomorrow elsewhere', '2026-11-24T23:59:00+01:00', '2026-11-24'],
  ['on the day the clock goes back it comes once', '2026-10-25T05:00:00+01:00', '2026-10-25'],
  ['on the day the clock goes forward it comes too', '2026-03-29T05:00:00+02:00', '2026-03-29'],
])('%s', (_title, now, slot) => expect(slotAt({ daily: '05:00' }, at(now))).toBe(slot));

test('a job whose hour does not exist on a day still has its slot on that day', () => {
  expect(slotAt({ daily: '02:30' }, at('2026-03-29T12:00:00+02:00'))).toBe('2026-03-29');
});

test('every five minutes means: once per five minutes, whenever one looks', () => {
  expect(slotAt({ every: 5 }, at('2026-11-24T10:04:59Z'))).toBe('2026-11-24T10:00:00.000Z');
  expect(slotAt({ every: 5 }, at('2026-11-24T10:05:00Z'))).toBe('2026-11-24T10:05:00.000Z');
});

test('slots sort in the order of time', () => {
  expect(slotAt({ every: 60 }, at('2026-12-31T23:00:00Z')) < slotAt({ every: 60 }, at('2027-01-01T00:00:00Z'))).toBe(true);
});

test.each(['2026-10-23', '2027-03-26'])('whoever looks now and then over the change of the clock (from %s on) runs a daily job once for each day, at whatever time it stands', (from) => {
  const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
  fc.assert(fc.property(clock, fc.array(fc.integer({ min: 1, max: 12 * 60 }), { minLength: 8, maxLength: 40 }), (daily, steps) => {
    let now = at(`${from}T12:00:00Z`);
    const ran = [slotAt({ daily }, now)];
    for (const minutes of steps) {
      now += minutes * 60_000;
      const slot = slotAt({ daily }, now);
      if (slot > (ran.at(-1) ?? '')) ran.push(slot);
    }
    const days = Array.from({ length: ran.length }, (_, index) => addDays(ran[0] ?? '', index));
    expect(ran).toEqual(days);
    expect([dayOf(now), addDays(dayOf(now), -1)]).toContain(ran.at(-1));
  }));
});
