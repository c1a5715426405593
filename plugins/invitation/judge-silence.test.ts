import { assert, integer, property } from 'fast-check';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { isSilentTooLong } from './judge-silence.ts';

test.each([
  ['not on the last day', '2026-10-01', '2026-08-01', '2026-11-30', false],
  ['the day after', '2026-10-01', '2026-08-01', '2026-12-01', true],
  ['not when something happened after the expiry', '2026-10-01', '2026-11-20', '2026-12-01', false],
])('with 60 days after expiry a dossier lapses %s', (_title, expiresOn, since, today, expected) => {
  expect(isSilentTooLong({ expiresOn, stateSince: instantOf(since, '12:00') }, today, 60)).toBe(expected);
});

test('nobody lapses before the days since the expiry, and since the last sign of life, are over', () => {
  assert(property(integer({ min: -400, max: 400 }), integer({ min: -400, max: 0 }), integer({ min: 0, max: 365 }), (expiry, sign, days) => {
    const today = '2026-11-24';
    const [expiresOn, stateSince] = [addDays(today, expiry), instantOf(addDays(today, sign), '12:00')];
    const silent = isSilentTooLong({ expiresOn, stateSince }, today, days);
    expect(silent).toBe(addDays(expiresOn, days) < today && addDays(dayOf(stateSince), days) < today);
  }));
});
