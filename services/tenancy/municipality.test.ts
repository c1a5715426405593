import { formerNisOn, holderOfNis, nisOn, sharedNis } from './municipality.ts';

const deinze = { id: 'deinze', nis: [{ code: '44083', from: '2019-01-01' }, { code: '44011', from: '1977-01-01' }] };
const nevele = { id: 'nevele', nis: [{ code: '44049', from: '1977-01-01' }] };
const heir = { id: 'heir', nis: [{ code: '44099', from: '1977-01-01' }, { code: '44011', from: '2025-01-01' }, { code: '44100', from: '2026-01-01' }] };
const holderOn = (code: string, day: string) => holderOfNis(code, [deinze, nevele, heir].map((definition) => ({ definition, day })))?.id;

test('a municipality has the NIS code of the day, and had those before it', () => {
  expect(['1970-01-01', '2018-12-31', '2019-01-01'].map((day) => [nisOn(deinze, day), formerNisOn(deinze, day)])).toEqual([['44011', []], ['44011', []], ['44083', ['44011']]]);
  expect(formerNisOn(heir, '2026-01-01')).toEqual(['44011', '44099']);
});

test('a code that it takes back is not a former one', () => {
  const back = { id: 'back', nis: [{ code: '1', from: '2000-01-01' }, { code: '2', from: '2001-01-01' }, { code: '1', from: '2002-01-01' }] };
  expect([nisOn(back, '2003-01-01'), formerNisOn(back, '2003-01-01')]).toEqual(['1', ['2']]);
});

test('two municipalities may have one code after each other, never at once', () => {
  expect(sharedNis([deinze, nevele, heir])).toEqual([]);
  expect(sharedNis([deinze, { id: 'early', nis: [{ code: '44098', from: '1977-01-01' }, { code: '44011', from: '2018-12-31' }] }])).toEqual(["municipalities 'deinze' and 'early' have NIS code 44011 at the same time"]);
  expect(sharedNis([deinze, { id: 'next', nis: [{ code: '44098', from: '1977-01-01' }, { code: '44011', from: '2019-01-01' }] }])).toEqual([]);
  expect(sharedNis([deinze, { id: 'twin', nis: [{ code: '44083', from: '2030-01-01' }] }])).toHaveLength(1);
});

test.each([
  ['the present code is its own', '44083', '2019-01-01', 'deinze'],
  ['nobody has a code before its day', '44083', '2018-12-31', undefined],
  ['a former code is of who had it', '44011', '2024-12-31', 'deinze'],
  ['one that passed to another is the present holder\'s alone', '44011', '2025-01-01', 'heir'],
  ['one that nobody has any more is of the last who had it', '44011', '2026-01-01', 'heir'],
  ['one that nobody ever had is nobody\'s', '11002', '2026-01-01', undefined],
])('of what comes from outside under a code: %s', (_rule, code, day, holder) => {
  expect(holderOn(code, day)).toBe(holder);
});
