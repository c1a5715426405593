import { instantOf } from '#services/belgium/brussels-time.ts';
import { isOverdue, termsOf } from './reckon-terms.ts';

const rules = { answeredBy: 'here', takeUpWithinDays: 10, answerWithinDays: 45 } as const;
const at = (day: string, time = '12:00') => instantOf(day, time);

test.each([
  ['at noon', at('2026-11-24'), '2026-12-04', '2027-01-08'],
  ['in the last minute of the Belgian day', at('2026-11-24', '23:59'), '2026-12-04', '2027-01-08'],
  ['in the first minute of the Belgian day, when it is still yesterday in Greenwich', at('2026-11-25', '00:00'), '2026-12-05', '2027-01-09'],
  ['before the clocks go forward', at('2027-03-20'), '2027-03-30', '2027-05-04'],
  ['before the clocks go back', at('2026-10-20'), '2026-10-30', '2026-12-04'],
  ['at the end of February of a leap year', at('2028-02-28'), '2028-03-09', '2028-04-13'],
])('a complaint that comes in %s is taken up within ten days and answered within 45, by the Belgian calendar', (_when, receivedAt, takeUpOn, answerOn) => {
  expect(termsOf({ tone: 'negative', receivedAt }, rules)).toEqual({ takeUpOn, answerOn });
});

test('praise asks for nothing; where the CRM answers nobody takes a complaint up here', () => {
  expect(termsOf({ tone: 'positive', receivedAt: at('2026-11-24') }, rules)).toEqual({ takeUpOn: null, answerOn: null });
  expect(termsOf({ tone: 'neutral', receivedAt: at('2026-11-24') }, { ...rules, answeredBy: 'crm' })).toEqual({ takeUpOn: '2027-01-08', answerOn: '2027-01-08' });
  expect(termsOf({ tone: 'neutral', receivedAt: at('2026-11-24') }, { ...rules, takeUpWithinDays: 30, answerWithinDays: 5 })).toEqual({ takeUpOn: '2026-11-29', answerOn: '2026-11-29' });
});

test('the last day itself is in time, the next one is not', () => {
  expect([isOverdue({ dueOn: '2026-12-04' }, '2026-12-04'), isOverdue({ dueOn: '2026-12-04' }, '2026-12-05'), isOverdue({ dueOn: null }, '2099-01-01')]).toEqual([false, true, false]);
});
