import { defineJourney, problemsOf } from './journey-table.ts';
import { journey } from './journey.states.ts';

const state = (on: Record<string, string> = {}) => ({ phase: 'request' as const, meaning: 'A state.', on });

test('the journey of a dossier holds together: no unknown, unreachable or endless state', () => {
  expect(problemsOf(journey)).toEqual([]);
});

test('a move to a state that is not in the table is found at start-up', () => {
  expect(problemsOf(defineJourney({ initial: 'a', states: { a: state({ go: 'nowhere' }) } }))).toEqual(expect.arrayContaining([expect.stringContaining("leads to 'nowhere'")]));
});

test('a state that cannot be reached is found at start-up', () => {
  expect(problemsOf(defineJourney({ initial: 'a', states: { a: state(), b: state() } }))).toEqual(["state 'b' cannot be reached from 'a'"]);
});

test('states that lead round and round without an end are found at start-up', () => {
  expect(problemsOf(defineJourney({ initial: 'a', states: { a: state({ go: 'b' }), b: state({ back: 'a' }) } }))).toEqual([
    "from state 'a' no end can be reached", "from state 'b' no end can be reached",
  ]);
});

test('an initial state that is not in the table is found at start-up', () => {
  expect(problemsOf(defineJourney({ initial: 'z', states: { a: state() } }))).toEqual(["the initial state 'z' is not in the table"]);
});

test.each([
  'closed', 'lapsed', 'renewed-at-counter', 'withdrawn', 'referred-to-counter', 'unclaimed',
] as const)('a dossier that is %s goes nowhere any more', (end) => expect(Object.keys(journey.states[end].on)).toEqual([]));

test.each(['undeliverable', 'payment-expired', 'card-late', 'card-lost', 'visit-missed'] as const)('a dossier that is %s can still go on', (open) => {
  expect(Object.keys(journey.states[open].on).length).toBeGreaterThan(0);
});
