import { readFileSync } from 'node:fs';
import { acceptedSurvivors } from './accepted-survivors.ts';
import { judgeSurvivors } from './judge-survivors.ts';
import { parts } from './parts.ts';

const survivor = (line: number) => ({ file: 'a.ts', line, was: 'x > 1', becomes: 'x >= 1' });
const accepted = { file: 'a.ts', was: 'x > 1', becomes: 'x >= 1', why: 'x is never 1' };

test('a change that no test notices and nobody has explained is reported', () => {
  expect(judgeSurvivors([survivor(3), { ...survivor(4), becomes: 'true' }], [accepted], ['a.ts'])).toEqual({ unexplained: [{ ...survivor(4), becomes: 'true' }], outdated: [] });
});

test('an explanation holds for as many places as it says, and no more', () => {
  expect(judgeSurvivors([survivor(3), survivor(9)], [accepted], ['a.ts']).unexplained).toEqual([survivor(9)]);
  expect(judgeSurvivors([survivor(3), survivor(9)], [{ ...accepted, times: 2 }], ['a.ts'])).toEqual({ unexplained: [], outdated: [] });
});

test('an explanation of what does not survive any more is reported, but only where it was looked for', () => {
  expect(judgeSurvivors([], [accepted], ['a.ts']).outdated).toEqual([accepted]);
  expect(judgeSurvivors([survivor(3)], [{ ...accepted, times: 2 }], ['a.ts']).outdated).toHaveLength(1);
  expect(judgeSurvivors([], [accepted], ['b.ts']).outdated).toEqual([]);
});

test('no file is in two parts, and every file and suite of a part is there', () => {
  const code = parts.flatMap((part) => part.code);
  expect(code.filter((file, index) => code.indexOf(file) !== index)).toEqual([]);
  for (const file of [...code, ...parts.flatMap(({ suites }) => suites)]) expect(readFileSync(file, 'utf8')).not.toBe('');
});

test('what is accepted is explained, and is in the code as it stands', () => {
  const code = parts.flatMap((part) => part.code);
  for (const { file, was, why } of acceptedSurvivors) {
    expect(code).toContain(file);
    expect(readFileSync(file, 'utf8')).toContain(was);
    expect(why).toMatch(/\w/);
  }
});
