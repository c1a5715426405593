import { choosePeriod, type Span } from './choose-period.ts';

const today = '2026-11-24';
const span = (validFrom: string, validUntil: string, withdrawn = false): Span => ({ validFrom, validUntil, withdrawn });
const [past, present, next, later] = [span('2024-01-01', '2025-12-31'), span('2026-01-01', '2026-12-31'), span('2027-01-01', '2027-12-31'), span('2028-02-01', '2029-01-31')];

test.each<[string, readonly Span[], Span | undefined]>([
  ['what is in force, also beside what ended', [past, present], present],
  ['what is in force up to the end of what follows on it', [next, present], span('2026-01-01', '2027-12-31')],
  ['what is in force and not what comes after days without', [later, present], present],
  ['of what overlaps the whole row', [span('2026-06-01', '2027-06-30'), present, span('2027-06-30', '2027-07-31')], span('2026-06-01', '2027-07-31')],
  ['what comes next, where nothing is in force', [later, past, next], next],
  ['what ended last, where nothing comes', [span('2023-01-01', '2024-01-01'), past], past],
  ['what was not withdrawn, however short', [span('2026-01-01', '2029-12-31', true), present], present],
  ['what was withdrawn, where there is nothing else', [span('2026-01-01', '2026-12-31', true)], span('2026-01-01', '2026-12-31', true)],
  ['nothing of nothing', [], undefined],
])('of all that BiZa granted it is %s that counts', (_which, spans, chosen) => {
  expect(choosePeriod(spans, today)).toEqual(chosen);
});
