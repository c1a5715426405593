import * as fc from 'fast-check';
import { momentCell, readMoment, sinceMoment } from './written-moments.ts';

test.each([
  ['2026-11-24 10:00:00', 'brussels', '2026-11-24T09:00:00Z'], ['2026-07-01T10:00', 'brussels', '2026-07-01T08:00:00Z'], ['2026-11-24 10:00:00.1234567', 'utc', '2026-11-24T10:00:00.123Z'], ['1795514400000', 'epoch-milliseconds', '2026-11-24T10:00:00Z'],
] as const)('%s, written as %s, is %s', (text, as, instant) => {
  expect(readMoment(text, as)).toBe(Date.parse(instant));
});
test.each([['2026-13-01 10:00', 'utc'], ['2026-02-30 10:00', 'brussels'], ['24/11/2026 10:00', 'brussels'], ['2026-11-24', 'utc'], ['', 'brussels'], ['-1', 'epoch-milliseconds'], ['yesterday', 'epoch-milliseconds']] as const)('%j, written as %s, is no moment', (text, as) => {
  expect(readMoment(text, as)).toBeUndefined();
});
test('a date object of the driver says the clock, whatever zone the machine is in', () => {
  expect(readMoment(momentCell.parse(new Date('2026-11-24T10:00:00.000Z')), 'brussels')).toBe(Date.parse('2026-11-24T09:00:00Z'));
});
test('whoever reads on from a moment misses nothing since it, whatever the clocks do', () => {
  const inPeople = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
  fc.assert(fc.property(inPeople, fc.integer({ min: 0, max: 5_000_000 }), fc.constantFrom('brussels' as const, 'utc' as const), (since, later, as) => {
    const at = since + later;
    const clock = as === 'utc' ? new Date(at).toISOString().replace('Z', '') : new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Brussels' });
    expect(clock >= String(sinceMoment(since, as).value)).toBe(true);
  }));
});
