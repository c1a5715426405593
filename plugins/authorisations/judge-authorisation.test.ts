import { covering } from './judge-authorisation.ts';

const span = (overrides: Partial<Parameters<typeof covering>[0][number]> = {}) => ({
  act: 'activate-card' as const, validFrom: '2026-01-01', validUntil: '2026-12-31', withdrawn: false, ...overrides,
});

test.each([
  ['counts on its first day', '2026-01-01', true],
  ['counts on its last day', '2026-12-31', true],
  ['does not count the day before it begins', '2025-12-31', false],
  ['does not count the day after it ends', '2027-01-01', false],
])('an authorisation %s', (_title, day, counts) => {
  expect(covering([span()], 'activate-card', day) !== undefined).toBe(counts);
});

test('a withdrawn authorisation does not count, whatever its period', () => {
  expect(covering([span({ withdrawn: true })], 'activate-card', '2026-06-01')).toBeUndefined();
});

test('an authorisation to activate cards does not allow to take fingerprints', () => {
  expect(covering([span()], 'capture-biometrics', '2026-06-01')).toBeUndefined();
});

test('of two authorisations the one that runs longest is taken', () => {
  const longest = span({ validUntil: '2028-01-01' });
  expect(covering([span(), longest], 'activate-card', '2026-06-01')).toBe(longest);
});
