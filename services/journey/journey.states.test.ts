import type { JourneyTable, Phase } from './journey-table.ts';
import { finalStates, journey, specOf, type State } from './journey.states.ts';

const table: JourneyTable = journey;
const states = Object.keys(journey.states) as State[];

/** The ways to leave home service, and the time that runs out. */
const leave = 'renew-at-counter > renewed-at-counter, withdraw > withdrawn, refer > referred-to-counter';
const leaveOrLapse = `${leave}, lapse > lapsed`;

// Kept twice on purpose, here and in the table: a slip of the pen in the one is seen in the other.
test.each<[State, Phase, string]>([
  ['opened', 'invitation', `invite > invited, fail-to-reach > unreachable, request > requested, ${leaveOrLapse}`],
  ['invited', 'invitation', `remind > invited, fail-to-reach > unreachable, request > requested, ${leaveOrLapse}`],
  ['unreachable', 'invitation', `invite > invited, request > requested, ${leaveOrLapse}`],
  ['requested', 'request', `ask-payment > awaiting-payment, schedule > scheduled, lose-moment > moment-lost, ${leaveOrLapse}`],
  ['awaiting-payment', 'request', `schedule > scheduled, expire-payment > payment-expired, lose-moment > moment-lost, ${leave}`],
  ['payment-expired', 'request', `request > requested, schedule > scheduled, lose-moment > moment-lost, ${leaveOrLapse}`],
  ['moment-lost', 'request', `request > requested, schedule > scheduled, ${leaveOrLapse}`],
  ['scheduled', 'biometrics', `reschedule > scheduled, identify > identified, miss-visit > visit-missed, lose-moment > moment-lost, ${leave}`],
  ['visit-missed', 'biometrics', `schedule > scheduled, ${leaveOrLapse}`],
  ['identified', 'biometrics', `capture > captured, find-fingers-temporarily-impossible > captured, find-fingers-permanently-impossible > captured, break-off-visit > visit-missed, ${leave}`],
  ['captured', 'biometrics', `verify > verified, reject-biometrics > identified, ${leave}`],
  ['verified', 'biometrics', `order > ordered, reject-biometrics > identified, ${leave}`],
  ['ordered', 'delivery', 'plan-delivery > delivery-planned, receive-card > card-waiting, find-card-late > card-late, lose-card > card-lost, refer > referred-to-counter, withdraw > withdrawn'],
  ['delivery-planned', 'delivery', 'plan-delivery > delivery-planned, receive-card > card-ready, find-card-late > card-late, lose-card > card-lost, refer > referred-to-counter, withdraw > withdrawn'],
  ['card-late', 'delivery', 'plan-delivery > delivery-planned, receive-card > card-waiting, find-card-late > card-late, lose-card > card-lost, refer > referred-to-counter, withdraw > withdrawn'],
  ['card-lost', 'delivery', 'order > ordered, refer > referred-to-counter, withdraw > withdrawn'],
  ['card-waiting', 'delivery', 'plan-delivery > card-ready, take-back-receipt > ordered, lose-card > card-lost, find-undeliverable > undeliverable, unclaim > unclaimed, refer > referred-to-counter'],
  ['card-ready', 'delivery', 'plan-delivery > card-ready, take-back-receipt > delivery-planned, hand-to-bpost > with-bpost, start-delivery > handing-over, fail-attempt > delivery-failed, lose-card > card-lost, unclaim > unclaimed, refer > referred-to-counter'],
  ['with-bpost', 'delivery', 'plan-delivery > with-bpost, start-delivery > handing-over, fail-attempt > delivery-failed, return-card > card-waiting, lose-card > card-lost'],
  ['delivery-failed', 'delivery', 'plan-delivery > card-ready, plan-delivery-by-bpost > with-bpost, return-card > card-waiting, lose-card > card-lost, find-undeliverable > undeliverable, unclaim > unclaimed, refer > referred-to-counter'],
  ['undeliverable', 'delivery', 'plan-delivery > card-ready, return-card > undeliverable, unclaim > unclaimed, refer > referred-to-counter, renew-at-counter > renewed-at-counter'],
  ['handing-over', 'delivery', 'activate > activated, fail-attempt > delivery-failed'],
  ['activated', 'delivery', 'register-code > code-registered'],
  ['code-registered', 'delivery', 'close-procedure > procedure-closed'],
  ['procedure-closed', 'delivery', 'close > closed'],
  ['closed', 'ended', ''], ['lapsed', 'ended', ''], ['renewed-at-counter', 'ended', ''], ['withdrawn', 'ended', ''], ['referred-to-counter', 'ended', ''], ['unclaimed', 'ended', ''],
])('a dossier that is %s stands in the %s and goes on only as agreed', (state, phase, moves) => {
  expect(specOf(state).phase).toBe(phase);
  expect(movesOf(state)).toBe(moves.split(', ').sort().join(', '));
});

test('every state of a dossier is one of those, and says in one sentence what it means', () => {
  expect(states).toHaveLength(31);
  for (const state of states) expect(specOf(state).meaning).toMatch(/^[A-Z][^.]+\.$/);
  expect(new Set(states.map((state) => specOf(state).meaning)).size).toBe(states.length);
});

test('as long as no card is ordered the citizen can withdraw, or renew at the counter', () => {
  for (const state of states.filter((one) => ['invitation', 'request', 'biometrics'].includes(specOf(one).phase))) {
    expect(specOf(state).on).toMatchObject({ withdraw: 'withdrawn', 'renew-at-counter': 'renewed-at-counter', refer: 'referred-to-counter' });
  }
});

test('once the new card is active there is one way on, to the end', () => {
  expect(['activated', 'code-registered', 'procedure-closed'].map((state) => Object.values(table.states[state]?.on ?? {}))).toEqual([['code-registered'], ['procedure-closed'], ['closed']]);
});

test('a dossier has ended in six ways only', () => {
  expect(finalStates).toEqual(['closed', 'lapsed', 'renewed-at-counter', 'withdrawn', 'referred-to-counter', 'unclaimed']);
});

function movesOf(state: State): string {
  return Object.entries(specOf(state).on).map(([move, to]) => `${move} > ${to}`).sort().join(', ');
}
