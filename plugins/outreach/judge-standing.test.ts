import { journey, type State } from '#services/journey/journey.states.ts';
import { judgeStanding, type Facts } from './judge-standing.ts';
import { rulesOfDay } from './rules-of-day.ts';

const rules = rulesOfDay('2026-03-03', { windowDays: 90, callAfterDays: 28 });
const facts = (overrides: Partial<Facts> = {}): Facts => ({ expiresOn: '2026-05-01', state: null, counterAt: null, toldAt: null, failedBy: null, askedAt: null, ...overrides });
const told = { toldAt: 1_000 };

test.each<[string, Partial<Facts>, string]>([
  ['a card that expires after the window', { expiresOn: '2026-06-02' }, 'not-yet'],
  ['a card that expires on the last day of the window, without a dossier', { expiresOn: '2026-06-01' }, 'due'],
  ['a card that has expired, without a dossier', { expiresOn: '2026-02-01' }, 'due'],
  ['a dossier of tonight, of which nobody was told yet', { state: 'opened' }, 'due'],
  ['a dossier of which the only message bounced', { state: 'opened', failedBy: 'email' }, 'not-reached'],
  ['somebody whom no medium reaches any more', { state: 'unreachable', ...told }, 'not-reached'],
  ['an invitation without an answer', { state: 'invited', ...told }, 'reached'],
  ['an invitation whose letter came back after a mail that arrived', { state: 'invited', ...told, failedBy: 'letter' }, 'reached'],
  ['a moment that was chosen', { state: 'requested', ...told, askedAt: 2_000 }, 'asked'],
  ['a payment that ran out', { state: 'payment-expired', ...told, askedAt: 2_000 }, 'asked'],
  ['a visit that stands', { state: 'scheduled', askedAt: 2_000 }, 'under-way'],
  ['a card on its way', { state: 'with-bpost', askedAt: 2_000 }, 'under-way'],
  ['a card that was handed over', { state: 'closed', askedAt: 2_000 }, 'served'],
  ['a card that was handed over, of which the counter told as well', { state: 'closed', counterAt: 3_000 }, 'served'],
  ['a renewal at the counter in the dossier', { state: 'renewed-at-counter', ...told }, 'counter'],
  ['a renewal at the counter before there was a dossier', { expiresOn: '2026-12-01', counterAt: 3_000 }, 'counter'],
  ['a renewal at the counter after the dossier lapsed', { state: 'lapsed', counterAt: 3_000 }, 'counter'],
  ['somebody who asked for a visit after having been at the counter', { state: 'scheduled', counterAt: 3_000, askedAt: 4_000 }, 'under-way'],
  ['a dossier that lapsed', { state: 'lapsed', ...told }, 'stopped'],
  ['a dossier that the citizen stopped', { state: 'withdrawn', askedAt: 2_000 }, 'stopped'],
])('%s', (_title, overrides, expected) => {
  expect(judgeStanding(facts(overrides), rules)).toBe(expected);
});

test('whoever stands anywhere in the journey stands somewhere in the list', () => {
  const states = Object.keys(journey.states).filter((state): state is State => Object.hasOwn(journey.states, state));
  expect(states.map((state) => judgeStanding(facts({ state, ...told }), rules)).filter((standing) => ['not-yet', 'due'].includes(standing))).toEqual([]);
});
