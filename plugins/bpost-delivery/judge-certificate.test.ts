import * as fc from 'fast-check';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { certificateAt, type Certificate, type Withdrawal } from './judge-certificate.ts';

const at = (day: string, time = '12:00') => instantOf(day, time);
const aCertificate = (overrides: Partial<Certificate> = {}): Certificate => ({
  employee: 'bp-17', firstDay: '2026-01-01', lastDay: '2026-12-31', from: 'bpost', decidedAt: at('2025-12-15'), recordedAt: at('2025-12-15'), sequence: 1, ...overrides,
});
const aWithdrawal = (overrides: Partial<Withdrawal> = {}): Withdrawal => ({ employee: 'bp-17', decidedAt: at('2026-06-01'), recordedAt: at('2026-06-01'), sequence: 2, ...overrides });
const counts = (certificates: readonly Certificate[], withdrawals: readonly Withdrawal[], instant: number) => certificateAt({ certificates, withdrawals }, 'bp-17', instant) !== undefined;
const recorded = { from: 'official', sequence: null } as const;
const set = { from: 'setting', sequence: null, decidedAt: null, recordedAt: null } as const;

test.each([
  ['counts on its first day', at('2026-01-01', '00:00'), true],
  ['counts on its last day', at('2026-12-31', '23:59'), true],
  ['does not count the day before it begins', at('2025-12-31', '23:59'), false],
  ['does not count the day after it ends', at('2027-01-01', '00:00'), false],
])('the certificate of a bpost employee %s', (_title, instant, holds) => {
  expect(counts([aCertificate()], [], instant)).toBe(holds);
});

test('the certificate of one employee does not serve another, nor does the withdrawal of one harm another', () => {
  expect(certificateAt({ certificates: [aCertificate()], withdrawals: [] }, 'bp-18', at('2026-06-01'))).toBeUndefined();
  expect(counts([aCertificate()], [aWithdrawal({ employee: 'bp-18' })], at('2026-07-01'))).toBe(true);
});

test('a withdrawn certificate counts until the instant of the withdrawal, and never after', () => {
  const withdrawal = aWithdrawal({ decidedAt: at('2026-06-01', '10:00') });
  expect(counts([aCertificate()], [withdrawal], at('2026-06-01', '09:59'))).toBe(true);
  expect(counts([aCertificate()], [withdrawal], at('2026-06-01', '10:00'))).toBe(false);
});

test('a withdrawal that bpost dates ahead holds as soon as it is known', () => {
  expect(counts([aCertificate()], [aWithdrawal({ decidedAt: at('2026-08-01'), recordedAt: at('2026-06-01') })], at('2026-06-02'))).toBe(false);
});

describe('after a withdrawal', () => {
  const later = at('2026-09-01');
  test.each<[string, Certificate, boolean]>([
    ['an older message of bpost that arrives later gives nothing back', aCertificate({ sequence: 1, recordedAt: at('2026-06-05') }), false],
    ['an older message about a certificate from a later day gives nothing back', aCertificate({ sequence: 1, firstDay: '2026-08-01', recordedAt: at('2026-06-05') }), false],
    ['a message of the same number gives nothing back', aCertificate({ sequence: 2 }), false],
    ['a newer message of bpost counts, also from the same day on', aCertificate({ sequence: 3, firstDay: '2026-06-01', decidedAt: at('2026-06-01', '15:00'), recordedAt: at('2026-06-01', '15:00') }), true],
    ['what was recorded here before it was known counts no more', aCertificate({ ...recorded, firstDay: '2026-08-01', decidedAt: at('2026-05-20'), recordedAt: at('2026-05-20') }), false],
    ['what was recorded here afterwards about the same days counts no more', aCertificate({ ...recorded, decidedAt: at('2026-06-05'), recordedAt: at('2026-06-05') }), false],
    ['what was recorded here afterwards about later days counts', aCertificate({ ...recorded, firstDay: '2026-06-02', decidedAt: at('2026-06-05'), recordedAt: at('2026-06-05') }), true],
    ['a setting of before counts no more', aCertificate({ ...set }), false],
    ['a setting about later days counts', aCertificate({ ...set, firstDay: '2026-06-02' }), true],
  ])('%s', (_title, certificate, holds) => {
    expect(counts([certificate], [aWithdrawal()], later)).toBe(holds);
  });
  test('by an official, what bpost tells later and decided later counts, and what it had decided before does not', () => {
    const byOfficial = aWithdrawal({ sequence: null });
    expect(counts([aCertificate({ sequence: 9, decidedAt: at('2026-06-02'), recordedAt: at('2026-06-02') })], [byOfficial], later)).toBe(true);
    expect(counts([aCertificate({ sequence: 9, decidedAt: at('2026-05-30'), recordedAt: at('2026-06-02') })], [byOfficial], later)).toBe(false);
  });
});

test('in whatever order the messages of bpost are known, the same employee may act at the same instants', () => {
  const message = fc.record({ withdrawn: fc.boolean(), day: fc.integer({ min: 0, max: 27 }), length: fc.integer({ min: 0, max: 20 }) });
  fc.assert(fc.property(fc.array(message, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (messages, dice) => {
    const day = (number: number) => new Date(Date.UTC(2026, 1, 1 + number)).toISOString().slice(0, 10);
    const told = messages.map(({ withdrawn, day: first, length }, index) => ({ withdrawn, decidedAt: at(day(first)), sequence: index + 1, firstDay: day(first), lastDay: day(first + length) }));
    const judged = (order: typeof told) => {
      // Known one after the other, in this order, after all was decided.
      const known = order.map((one, index) => ({ ...one, employee: 'bp-17', from: 'bpost' as const, recordedAt: at('2026-04-01') + index }));
      const records = { certificates: known.filter(({ withdrawn }) => !withdrawn), withdrawals: known.filter(({ withdrawn }) => withdrawn) };
      return Array.from({ length: 50 }, (_, number) => certificateAt(records, 'bp-17', at(day(number), '08:00')) !== undefined);
    };
    const shuffled = told.map((one) => ({ one, rank: dice.next().value ?? 0 })).sort((one, other) => one.rank - other.rank).map(({ one }) => one);
    expect(judged(shuffled)).toEqual(judged(told));
  }));
});

test('a withdrawal that is the last message leaves no day on which the employee may act after it', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), (firsts) => {
    const certificates = firsts.map((first, index) => aCertificate({ sequence: index + 1, firstDay: new Date(Date.UTC(2026, 0, 1 + first)).toISOString().slice(0, 10), recordedAt: at('2026-06-02') }));
    expect(counts(certificates, [aWithdrawal({ sequence: firsts.length + 1 })], at('2026-07-01'))).toBe(false);
  }));
});
