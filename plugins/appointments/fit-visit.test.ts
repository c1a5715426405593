import * as fc from 'fast-check';
import { appointments } from './appointments.contract.ts';
import { fits, quarterMs, quartersOf, travelMinutes, type Planned } from './fit-visit.ts';
import { inOrderOfPreference } from './find-able-officials.ts';

const travel = { by: 'postcode', samePostcode: 10, otherPostcode: 25 } as const;
const at = (time: string) => Date.parse(`2026-03-18T${time}:00Z`);
const visit = (start: string, end: string, postcode = '9000'): Planned => ({ start: at(start), end: at(end), postcode });

test.each([
  ['right after another in the same postcode leaves no time to drive', visit('10:45', '11:30'), false],
  ['a quarter of an hour later in the same postcode is possible', visit('11:00', '11:45'), true],
  ['a quarter of an hour later in another postcode is not', visit('11:00', '11:45', '9050'), false],
  ['half an hour later in another postcode is possible', visit('11:15', '12:00', '9050'), true],
  ['the driving counts before the visit too', visit('09:00', '09:45', '9050'), false],
  ['and it is enough when there is time', visit('08:45', '09:30', '9050'), true],
])('a visit %s', (_title, wanted, possible) => {
  expect(fits(wanted, [visit('10:00', '10:45')], travel)).toBe(possible);
});

const byDistance = { ...travel, by: 'distance' } as const;

test.each([
  ['of the same postcode', '9000', '9000', 10], ['of the next postcode', '9000', '9050', 15], ['at the other end of town', '9031', '9042', 35], ['of a postcode that has no place', '9000', '9999', 25],
])('by distance, a drive to a visit %s takes as long as it is far', (_title, from, to, minutes) => {
  expect(travelMinutes(from, to, byDistance)).toBe(minutes);
});

test('by distance, no drive to another postcode is shorter than one within a postcode', () => {
  expect(travelMinutes('9000', '9050', { ...byDistance, samePostcode: 20 })).toBe(20);
});

test('who sets figures alone keeps them; who sets nothing goes by distance', () => {
  const travelOf = (travelMinutes?: object) => appointments.config.parse({ officials: [{ official: 'els', postcodes: ['9000'], hours: {} }], travelMinutes }).travelMinutes;
  expect([travelOf(), travelOf({ otherPostcode: 40 }), travelOf({ by: 'distance', samePostcode: 5 })]).toEqual([
    { by: 'distance', samePostcode: 10, otherPostcode: 25 }, { by: 'postcode', samePostcode: 10, otherPostcode: 40 }, { by: 'distance', samePostcode: 5, otherPostcode: 25 },
  ]);
});

test('a visit takes its own quarters of an hour and those of the shortest drive after it', () => {
  expect(quartersOf(visit('10:00', '10:45'), travel)).toEqual([0, 1, 2, 3].map((index) => at('10:00') / quarterMs + index));
});

const planned = fc.record({ quarter: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 4 }), postcode: fc.constantFrom('9000', '9050', '9042', '9999') })
  .map(({ quarter, length, postcode }): Planned => ({ start: quarter * quarterMs, end: (quarter + length) * quarterMs, postcode }));
const anyTravel = fc.record({ by: fc.constantFrom('distance' as const, 'postcode' as const), samePostcode: fc.integer({ min: 0, max: 50 }), otherPostcode: fc.integer({ min: 0, max: 50 }) });

test('visits that fit never ask for the same quarter of an hour, so the unique key refuses no offered moment', () => {
  fc.assert(fc.property(planned, planned, anyTravel, (a, b, between) => {
    fc.pre(fits(a, [b], between));
    const taken = new Set(quartersOf(b, between));
    expect(quartersOf(a, between).some((quarter) => taken.has(quarter))).toBe(false);
  }));
});

test('visits that overlap always ask for the same quarter of an hour, so the unique key refuses one of them', () => {
  fc.assert(fc.property(planned, planned, anyTravel, (a, b, between) => {
    fc.pre(a.start < b.end && b.start < a.end);
    const taken = new Set(quartersOf(b, between));
    expect(quartersOf(a, between).some((quarter) => taken.has(quarter))).toBe(true);
  }));
});

type Step = { readonly kind: 'hold' | 'move'; readonly dossier: number; readonly wanted: Planned } | { readonly kind: 'cancel'; readonly dossier: number };
const dossier = fc.integer({ min: 0, max: 8 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('hold' as const, 'move' as const), dossier, wanted: planned }), fc.record({ kind: fc.constant('cancel' as const), dossier }),
);

test('no two visits of one official ever overlap, driving included, whatever is held, moved and cancelled', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), anyTravel, (steps, between) => {
    const calendar = new Map<number, Planned & { readonly official: string }>();
    const plannedOf = (official: string, except: number) => [...calendar].filter(([id, row]) => id !== except && row.official === official).map(([, row]) => row);
    for (const each of steps) {
      if (each.kind === 'cancel') calendar.delete(each.dossier);
      else if (each.kind === 'move' ? calendar.has(each.dossier) : !calendar.has(each.dossier)) {
        const busy = ['els', 'jan'].map((official) => ({ official, planned: plannedOf(official, each.dossier) }));
        const free = inOrderOfPreference(busy, each.wanted, between).find(({ planned: others }) => fits(each.wanted, others, between));
        if (free) calendar.set(each.dossier, { ...each.wanted, official: free.official });
      }
    }
    for (const [id, row] of calendar) expect(fits(row, plannedOf(row.official, id), between)).toBe(true);
  }));
});
