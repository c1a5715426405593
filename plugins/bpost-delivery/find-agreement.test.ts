import { agreementFor, type Agreement } from './find-agreement.ts';

const anAgreement = (overrides: Partial<Agreement> = {}): Agreement => ({
  agreement: null, region: 'Gent', postcodes: ['9000', '9030'], from: '2026-01-01', until: '2026-12-31', withdrawnOn: null, leadDays: 2, promisedDays: null, capacity: null, ...overrides,
});

test.each([
  ['in a postcode of the region', '9030', '2026-06-01', true],
  ['on the first day of the agreement', '9000', '2026-01-01', true],
  ['on the last day of the agreement', '9000', '2026-12-31', true],
])('bpost may deliver %s', (_title, postcode, day) => {
  expect(agreementFor([anAgreement()], postcode, day)).toBeDefined();
});

test.each([
  ['outside the region', '3070', '2026-06-01'],
  ['before the agreement begins', '9000', '2025-12-31'],
  ['after the agreement has ended', '9000', '2027-01-01'],
])('bpost may not deliver %s', (_title, postcode, day) => {
  expect(agreementFor([anAgreement()], postcode, day)).toBeUndefined();
});

test('of two settings for a region the one with the shortest lead time counts', () => {
  expect(agreementFor([anAgreement(), anAgreement({ leadDays: 1 })], '9000', '2026-06-01')?.leadDays).toBe(1);
});

describe('once an agreement was recorded for a postcode', () => {
  const setting = anAgreement({ leadDays: 1, until: '2099-12-31' });
  const recorded = (overrides: Partial<Agreement> = {}) => anAgreement({ agreement: 'a-1', leadDays: 3, from: '2026-06-01', ...overrides });

  test('it counts from its first day on, also where a setting promises more, and the setting counts before', () => {
    expect(agreementFor([setting, recorded()], '9000', '2026-06-01')?.agreement).toBe('a-1');
    expect(agreementFor([setting, recorded()], '9000', '2026-05-31')?.agreement).toBeNull();
  });
  test('the setting does not come back when it has ended or was withdrawn', () => {
    expect(agreementFor([setting, recorded()], '9000', '2027-01-01')).toBeUndefined();
    expect(agreementFor([setting, recorded({ withdrawnOn: '2026-08-01' })], '9000', '2026-08-01')).toBeUndefined();
  });
  test('it counts until the day before it was withdrawn', () => {
    expect(agreementFor([recorded({ withdrawnOn: '2026-08-01' })], '9000', '2026-07-31')?.agreement).toBe('a-1');
  });
  test('the setting goes on for the other postcodes', () => {
    expect(agreementFor([setting, recorded({ postcodes: ['9000'] })], '9030', '2026-07-01')?.agreement).toBeNull();
  });
});
