import { languageSchema } from '#services/belgium/language.ts';
import { journey, specOf, type State } from '#services/journey/journey.states.ts';
import { announcers } from './announce-event.ts';
import { noticeSchema, type Notice } from './communication.contract.ts';
import { composeMessage } from './compose-message.ts';
import { fillValues } from './fill-values.ts';
import { noticeOfCancelled, noticeOfMove, noticesOfEvents, type Announced, type TellingEvent } from './notices-of-events.ts';

const [dossier, appointment, payment] = ['019376a0-0000-7000-8000-000000000001', '019376a0-0000-7000-8000-000000000002', '019376a0-0000-7000-8000-000000000003'];
const start = Date.UTC(2026, 11, 2, 9, 30);
const trace = '019376a0-0000-7000-8000-00000000000f';

/** Each event as it occurs. */
const tell = noticesOfEvents;
const examples: { readonly [K in TellingEvent]: (occasion: string) => Announced | undefined } = {
  'appointments.confirmed': (occasion) => tell['appointments.confirmed']({ appointment, dossier, purpose: 'capture', start }, occasion),
  'appointments.moved': (occasion) => tell['appointments.moved']({ appointment, dossier, purpose: 'capture', start }, occasion),
  'payment.transferRequested': (occasion) => tell['payment.transferRequested']({ payment, dossier, amount: 2500, iban: 'BE68539007547034', beneficiary: 'Stad Gent', communication: '+++090/9337/55493+++', deadline: start }, occasion),
  'payment.expired': (occasion) => tell['payment.expired']({ payment, dossier }, occasion),
  'payment.refunded': (occasion) => tell['payment.refunded']({ payment, dossier, amount: 2500 }, occasion),
  'delivery.planned': (occasion) => tell['delivery.planned']({ dossier, by: 'official', start }, occasion),
  'delivery.cardLate': (occasion) => tell['delivery.cardLate']({ dossier, expectedOn: '2026-12-15', start }, occasion),
  'delivery.attemptFailed': (occasion) => tell['delivery.attemptFailed']({ dossier, reason: 'not-home', attempts: 1 }, occasion),
  'delivery.heldAtCounter': (occasion) => tell['delivery.heldAtCounter']({ dossier, claimBefore: '2027-02-15' }, occasion),
  'delivery.unclaimedSoon': (occasion) => tell['delivery.unclaimedSoon']({ dossier, claimBefore: '2027-02-15' }, occasion),
  'request.withdrawn': (occasion) => tell['request.withdrawn']({ dossier, reason: 'other' }, occasion),
};
const announce = (name: TellingEvent, occasion = trace): Announced | undefined => examples[name](occasion);
const eventNames: readonly TellingEvent[] = [
  'appointments.confirmed', 'appointments.moved', 'payment.transferRequested', 'payment.expired', 'payment.refunded', 'delivery.planned', 'delivery.cardLate',
  'delivery.attemptFailed', 'delivery.heldAtCounter', 'delivery.unclaimedSoon', 'request.withdrawn',
];
const fromEvents = eventNames.map((name) => announce(name));
const states = Object.keys(journey.states).filter((name): name is State => name in journey.states);
const fromMoves = states.flatMap((state) => [null, 'official-ill'].map((reason) => noticeOfMove({ state, from: 'requested', sequence: 7 }, reason)));
const announced = [...fromEvents, ...fromMoves, noticeOfCancelled({ appointment, purpose: 'capture', reason: 'citizen-asked' }, start)].flatMap((each) => each ?? []);

test('every event of the table is listened to', () => {
  expect(Object.keys(announcers).toSorted()).toEqual(Object.keys(noticesOfEvents).toSorted());
  expect(eventNames.toSorted()).toEqual(Object.keys(noticesOfEvents).toSorted());
});

test('every notice is told by some event, save those that the invitation sends itself', () => {
  const byInvitation: readonly Notice[] = ['invitation', 'reminder', 'invitation-letter', 'counter-information', 'fresh-code'];
  const byComplaints: readonly Notice[] = ['complaint-received', 'complaint-answered'];
  const told = new Set<Notice>([...announced.map(({ notice }) => notice), ...byInvitation, ...byComplaints]);
  expect(noticeSchema.options.filter((notice) => !told.has(notice))).toEqual([]);
});

test('what an event says is all that its text needs, in every language', () => {
  const sender = { organisation: 'Stad Gent', telephone: '09 210 10 10', counter: 'AC Zuid', firstName: 'An', lastName: 'Peeters' };
  for (const { notice, values } of announced) for (const language of languageSchema.options) {
    expect(composeMessage({ notice, language, medium: 'email', values: { ...fillValues(notice, values, language), ...sender } }).body).not.toMatch(/[{}]/u);
  }
});

test('the key of what is told fits, whatever the trace', () => {
  for (const name of eventNames) expect(announce(name, 'x'.repeat(64))?.once.length).toBeLessThanOrEqual(120);
});

test('the same event gives the same key, however often it is delivered', () => {
  for (const name of eventNames) expect(announce(name)).toEqual(announce(name));
});

test('a visit that moves away and back to the same moment is told each time', () => {
  expect(announce('appointments.moved', 'first')?.once).not.toBe(announce('appointments.moved', 'second')?.once);
  expect(announce('delivery.planned', 'first')?.once).not.toBe(announce('delivery.planned', 'second')?.once);
});

test('the second visit is told by the delivery, not by the calendar', () => {
  const second = { appointment, dossier, purpose: 'delivery' as const, start };
  expect(noticesOfEvents['appointments.confirmed'](second, trace)).toBeUndefined();
  expect(noticesOfEvents['appointments.moved'](second, trace)).toBeUndefined();
  expect(noticeOfCancelled({ appointment, purpose: 'delivery', reason: 'x' }, start)).toBeUndefined();
});

test.each(['dossier-withdrawn', 'dossier-referred-to-counter', 'dossier-closed'])('a visit cancelled because of %s is not told twice', (reason) => {
  expect(noticeOfCancelled({ appointment, purpose: 'capture', reason }, start)).toBeUndefined();
});

test('who renewed at the counter is told that nobody comes', () => {
  expect(noticeOfCancelled({ appointment, purpose: 'capture', reason: 'dossier-renewed-at-counter' }, start)?.notice).toBe('visit-cancelled');
});

test('a moment that was lost before it stood in the calendar is told, a cancelled visit tells itself', () => {
  expect(noticeOfMove({ state: 'moment-lost', from: 'awaiting-payment', sequence: 5 }, null)?.notice).toBe('moment-lost');
  expect(noticeOfMove({ state: 'moment-lost', from: 'scheduled', sequence: 5 }, null)).toBeUndefined();
});

test('when the official was ill, nobody claims to have been at the door', () => {
  expect(noticeOfMove({ state: 'visit-missed', from: 'scheduled', sequence: 5 }, 'official-ill')?.notice).toBe('moment-lost');
  expect(noticeOfMove({ state: 'visit-missed', from: 'scheduled', sequence: 5 }, 'not-home')?.notice).toBe('visit-missed');
});

test('while the invitation is under way its moves are told by nobody else', () => {
  for (const state of states.filter((each) => specOf(each).phase === 'invitation')) expect(noticeOfMove({ state, from: 'opened', sequence: 2 }, null)).toBeUndefined();
});
