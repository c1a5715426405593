import { isFinal } from '#services/journey/journey-table.ts';
import { dossierView } from '#services/journey/journey.contract.ts';
import { journey, type State } from '#services/journey/journey.states.ts';
import { nextStep } from './next-step.ts';

const dates = { expiry: 1, 'capture-visit': 2, 'delivery-visit': 3, payment: 4 };
const unknown = { expiry: null, 'capture-visit': null, 'delivery-visit': null, payment: null };
const states = dossierView.shape.state.options;

test.each(states.filter((state) => !isFinal(journey, state)))('%s: the citizen reads a whole sentence about what comes next', (state) => {
  expect(nextStep(state, dates)?.what).toMatch(/^[A-Z].{15,}\.$/);
});

test.each(states.filter((state) => isFinal(journey, state)))('%s: it has ended, nothing comes next', (state) => {
  expect(nextStep(state, dates)).toBeNull();
});

test.each<[State, number | null]>([
  ['invited', dates.expiry], ['unreachable', dates.expiry], ['moment-lost', dates.expiry], ['payment-expired', dates.expiry], ['visit-missed', dates.expiry],
  ['awaiting-payment', dates.payment], ['requested', dates['capture-visit']], ['scheduled', dates['capture-visit']],
  ['delivery-planned', dates['delivery-visit']], ['card-ready', dates['delivery-visit']], ['with-bpost', dates['delivery-visit']],
  ['captured', null], ['card-waiting', null], ['undeliverable', null],
])('%s: the date that belongs to it', (state, by) => {
  expect(nextStep(state, dates)?.by).toBe(by);
});

test('a date that is not known is left out; the sentence stays', () => {
  for (const state of states) expect(nextStep(state, unknown)).toEqual(nextStep(state, dates) && { what: nextStep(state, dates)?.what, by: null });
});
