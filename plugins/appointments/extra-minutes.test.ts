import * as fc from 'fast-check';
import { extraMinutes } from './extra-minutes.ts';
import { inOrderOfPreference } from './find-able-officials.ts';
import { fits, quarterMs, type Planned } from './fit-visit.ts';

const travel = { by: 'distance', samePostcode: 10, otherPostcode: 25 } as const;
const at = (time: string) => Date.parse(`2026-03-18T${time}:00Z`);
const visit = (start: string, postcode: string): Planned => ({ start: at(start), end: at(start) + 3 * quarterMs, postcode });

test.each([
  ['on a day without visits is a drive from the office', [], 25],
  ['after the last visit is the drive from there', [visit('08:00', '9050')], 15],
  ['before the first visit is the drive to there', [visit('14:00', '9050'), visit('16:00', '9042')], 15],
  ['between two visits is the way round', [visit('08:00', '9042'), visit('14:00', '9042')], 54],
  ['between two neighbours in the same postcode is one drive within it', [visit('08:00', '9000'), visit('14:00', '9000')], 10],
])('what a visit adds %s', (_title, others, minutes) => {
  expect(extraMinutes(visit('11:00', '9000'), others, travel)).toBe(minutes);
});

test('a visit goes to the official who drives least for it, then to who has the fewest visits; the one who had it keeps it', () => {
  const yesterday = { ...visit('11:00', '9000'), start: at('11:00') - 86_400_000, end: at('11:45') - 86_400_000 };
  const able = [
    { official: 'eva', planned: [visit('08:00', '9042')] }, { official: 'jan', planned: [yesterday] }, { official: 'els', planned: [visit('08:00', '9000')] }, { official: 'tom', planned: [] },
  ];
  const order = (preferred?: string) => inOrderOfPreference(able, visit('11:00', '9000'), travel, preferred).map(({ official }) => official);
  expect(order()).toEqual(['els', 'tom', 'jan', 'eva']);
  expect(order('eva')[0]).toBe('eva');
});

const anyVisit = fc.record({ quarter: fc.integer({ min: 0, max: 40 }), postcode: fc.constantFrom('9000', '9031', '9042', '9050', '9999') })
  .map(({ quarter, postcode }): Planned => ({ start: at('06:00') + quarter * quarterMs, end: at('06:45') + quarter * quarterMs, postcode }));

test('a visit adds to a day just what the day with it is longer', () => {
  const minutesOf = (visits: readonly Planned[]) => visits.toSorted((a, b) => a.start - b.start).reduce((sum, one, index, all) => (index === 0 ? 0 : sum + extraMinutes(one, [all[index - 1] ?? one], travel)), 0);
  fc.assert(fc.property(fc.array(anyVisit, { minLength: 1, maxLength: 8 }), anyVisit, (wished, added) => {
    const day = wished.reduce<Planned[]>((kept, one) => (fits(one, kept, travel) ? [...kept, one] : kept), []);
    fc.pre(fits(added, day, travel));
    expect(minutesOf(day) + extraMinutes(added, day, travel)).toBe(minutesOf([...day, added]));
  }));
});
