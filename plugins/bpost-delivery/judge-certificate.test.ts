import { certificateOf } from './judge-certificate.ts';

const aCertificate = (overrides: Partial<Parameters<typeof certificateOf>[0][number]> = {}) => ({
  employee: 'bp-17', certifiedFrom: '2026-01-01', certifiedUntil: '2026-12-31', withdrawn: false, ...overrides,
});

test.each([
  ['counts on its first day', '2026-01-01', true],
  ['counts on its last day', '2026-12-31', true],
  ['does not count the day before it begins', '2025-12-31', false],
  ['does not count the day after it ends', '2027-01-01', false],
])('the certificate of a bpost employee %s', (_title, day, counts) => {
  expect(certificateOf([aCertificate()], 'bp-17', day) !== undefined).toBe(counts);
});

test('a withdrawn certificate never counts', () => {
  expect(certificateOf([aCertificate({ withdrawn: true })], 'bp-17', '2026-06-01')).toBeUndefined();
});

test('the certificate of one employee does not serve another', () => {
  expect(certificateOf([aCertificate()], 'bp-18', '2026-06-01')).toBeUndefined();
});
