import * as fc from 'fast-check';
import { addDays } from '#services/belgium/day.ts';
import { firstPossibleDay, judgeCard, type CardNews } from './judge-card.ts';

const news = (overrides: Partial<CardNews> = {}): CardNews => ({ status: 'in-production', expectedOn: '2026-06-10', ...overrides });
const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days));

test.each([
  ['is in time when it comes the day before', news(), '2026-06-11', 'in-time'],
  ['is late when it comes on the planned day itself', news(), '2026-06-10', 'late'],
  ['is late when BiZa expects it after the planned day', news({ expectedOn: '2026-06-20' }), '2026-06-11', 'late'],
  ['is in time when it lies at the town hall, not received yet', news({ status: 'at-municipality' }), '2026-06-01', 'in-time'],
  ['is lost when BiZa says so', news({ status: 'lost' }), '2026-06-11', 'lost'],
  ['is as good as lost when BiZa has destroyed it', news({ status: 'destroyed' }), '2026-06-11', 'lost'],
  ['is not late when no moment is planned', news({ expectedOn: '2026-09-01' }), null, 'in-time'],
] as const)('a card %s', (_title, card, planned, judgement) => {
  expect(judgeCard(card, planned, '2026-06-01', 1)).toBe(judgement);
});

test('a card that is not here on the morning of its planned day is late, whatever was expected', () => {
  expect(judgeCard(news({ expectedOn: '2026-05-20' }), '2026-06-01', '2026-06-01', 1)).toBe('late');
});

test('a wide margin for planning does not make a card late that still comes the day before', () => {
  expect(judgeCard(news(), '2026-06-11', '2026-06-01', 5)).toBe('in-time');
});

test('what is planned from the first possible day on is never late while BiZa\'s date stands', () => {
  fc.assert(fc.property(day, day, fc.nat(30), fc.nat(30), (expectedOn, today, marginDays, later) => {
    const planned = addDays(firstPossibleDay({ expectedOn, arrivedAt: null }, today, marginDays), later);
    expect(judgeCard(news({ expectedOn }), planned, today, marginDays)).toBe('in-time');
  }));
});

test('a card that was received can be delivered the same day', () => {
  expect(firstPossibleDay({ expectedOn: '2026-06-10', arrivedAt: 1 }, '2026-06-01', 3)).toBe('2026-06-01');
});
