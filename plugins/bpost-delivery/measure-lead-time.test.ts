import { instantOf } from '#services/belgium/brussels-time.ts';
import { leadTimeOf } from './measure-lead-time.ts';

const line = (move: string, day: string, time = '10:00') => ({ move, occurredAt: instantOf(day, time) });
const journey = [line('open', '2026-09-01'), line('request', '2026-10-01'), line('schedule', '2026-10-01'), line('order', '2026-10-05'), line('plan-delivery', '2026-10-05'), line('receive-card', '2026-10-15'), line('hand-to-bpost', '2026-10-19'), line('activate', '2026-10-20')];
const handed = instantOf('2026-10-19', '09:00');

test('a delivery is reckoned from the request to the activation, with the wait for the card and the days with bpost apart', () => {
  expect(leadTimeOf(journey, handed)).toEqual({ deliveredOn: '2026-10-20', totalDays: 19, productionDays: 10, ownDays: 9, withBpostDays: 1 });
});

test('it begins with the first request, also when the citizen had to ask again', () => {
  expect(leadTimeOf([...journey.slice(0, 3), line('request', '2026-10-03'), ...journey.slice(3)], handed)?.totalDays).toBe(19);
});

test('of a card that was lost and ordered again both waits are apart, and the days in between are not', () => {
  const again = [...journey.slice(0, 6), line('lose-card', '2026-10-16'), line('order', '2026-10-18'), line('receive-card', '2026-10-28'), line('activate', '2026-10-30')];
  expect(leadTimeOf(again, instantOf('2026-10-29', '09:00'))).toMatchObject({ totalDays: 29, productionDays: 20, ownDays: 9 });
});

test('of a card that was lost before it was here the wait ends with the loss', () => {
  const again = [line('request', '2026-10-01'), line('order', '2026-10-05'), line('lose-card', '2026-10-12'), line('order', '2026-10-14'), line('receive-card', '2026-10-20'), line('activate', '2026-10-22')];
  expect(leadTimeOf(again, instantOf('2026-10-21', '09:00'))).toMatchObject({ totalDays: 21, productionDays: 13, ownDays: 8 });
});

test('days are those of Belgium, over the end of summer time and around midnight', () => {
  const late = [line('request', '2026-10-24', '23:59'), line('order', '2026-10-25', '00:01'), line('receive-card', '2026-10-25', '23:59'), line('activate', '2026-10-26', '00:01')];
  expect(leadTimeOf(late, instantOf('2026-10-25', '23:59'))).toEqual({ deliveredOn: '2026-10-26', totalDays: 2, productionDays: 0, ownDays: 2, withBpostDays: 1 });
});

test.each([['the request', 'request'], ['the activation', 'activate']])('a history that lacks %s gives no figure', (_what, lacks) => {
  expect(leadTimeOf(journey.filter(({ move }) => move !== lacks), handed)).toBeUndefined();
});
