import { agreementFor } from './find-agreement.ts';

const anAgreement = (overrides: Partial<Parameters<typeof agreementFor>[0][number]> = {}) => ({
  region: 'Gent', postcodes: ['9000', '9030'], from: '2026-01-01', until: '2026-12-31', leadDays: 2, ...overrides,
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

test('of two agreements for a region the one with the shortest lead time counts', () => {
  expect(agreementFor([anAgreement(), anAgreement({ leadDays: 1 })], '9000', '2026-06-01')?.leadDays).toBe(1);
});
