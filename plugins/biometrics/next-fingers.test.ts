import * as fc from 'fast-check';
import { finger as fingers } from '#connectors/biza/biza.port.ts';
import { badOnes, countMissed, givenUp, nextFingers, type Finger, type FingersSoFar } from './next-fingers.ts';

/** In the order of the rule, left before right. */
const all: readonly Finger[] = fingers.options;
const anyFinger = fc.constantFrom(...all);
const anySoFar: fc.Arbitrary<FingersSoFar> = fc.record({
  unusable: fc.uniqueArray(anyFinger),
  missed: fc.uniqueArray(fc.record({ finger: anyFinger, times: fc.integer({ min: 1, max: 5 }) }), { selector: ({ finger }) => finger }),
});
const nothingYet: FingersSoFar = { unusable: [], missed: [] };
const handOf = (finger: Finger) => finger.slice(0, finger.indexOf('-'));

test.each<[string, FingersSoFar, Finger[]]>([
  ['both index fingers are asked first', nothingYet, ['left-index', 'right-index']],
  ['a finger that is unusable is followed by the middle finger of the same hand', { unusable: ['left-index'], missed: [] }, ['left-middle', 'right-index']],
  ['after index, middle, ring and little finger the thumb is asked', { unusable: ['right-index', 'right-middle', 'right-ring', 'right-little'], missed: [] }, ['left-index', 'right-thumb']],
  ['a finger that was tried less than three times in vain is tried again', { unusable: [], missed: [{ finger: 'left-index', times: 2 }] }, ['left-index', 'right-index']],
  ['a finger that was tried three times in vain is given up', { unusable: [], missed: [{ finger: 'left-index', times: 3 }] }, ['left-middle', 'right-index']],
  ['of a hand without usable fingers nothing is asked', { unusable: all.filter((finger) => finger.startsWith('left')), missed: [] }, ['right-index']],
  ['when no finger is left nothing is asked', { unusable: all, missed: [] }, []],
])('%s', (_title, soFar, expected) => {
  expect(nextFingers(soFar, 3)).toEqual(expected);
});

test('never asks a finger that is unusable or given up, and at most one of each hand', () => {
  fc.assert(fc.property(anySoFar, fc.integer({ min: 1, max: 5 }), (soFar, tries) => {
    const next = nextFingers(soFar, tries);
    expect(next.filter((finger) => givenUp(soFar, tries).includes(finger))).toEqual([]);
    expect(new Set(next.map(handOf)).size).toBe(next.length);
  }));
});

test('asks of each hand that has a usable finger left, and passes over no better one', () => {
  fc.assert(fc.property(anySoFar, fc.integer({ min: 1, max: 5 }), (soFar, tries) => {
    const given = givenUp(soFar, tries);
    for (const hand of ['left', 'right']) {
      const best = all.find((finger) => handOf(finger) === hand && !given.includes(finger));
      expect(nextFingers(soFar, tries).find((finger) => handOf(finger) === hand)).toBe(best);
    }
  }));
});

test('who fails with both hands each time has no finger left after the tries of five fingers', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), (tries) => {
    let soFar = nothingYet;
    let rounds = 0;
    for (let next = nextFingers(soFar, tries); next.length > 0; next = nextFingers(soFar, tries)) {
      soFar = { ...soFar, missed: countMissed(soFar.missed, next) };
      rounds += 1;
    }
    expect(rounds).toBe(5 * tries);
  }));
});

test.each<[string, { finger: Finger; quality: number }[], Finger[]]>([
  ['is good at the threshold', [{ finger: 'left-index', quality: 60 }, { finger: 'right-index', quality: 61 }], []],
  ['is bad below the threshold', [{ finger: 'left-index', quality: 59 }, { finger: 'right-index', quality: 90 }], ['left-index']],
  ['is bad when it is missing', [{ finger: 'right-index', quality: 90 }], ['left-index']],
])('a print %s', (_title, prints, bad) => {
  expect(badOnes(['left-index', 'right-index'], prints, 60)).toEqual(bad);
});
