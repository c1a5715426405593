import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faintColours, usualColours } from './faint-colours.ts';

test('the colours of the house itself can be read, and are those of its pages', () => {
  expect(faintColours({})).toEqual([]);
  const sheet = readFileSync(join(import.meta.dirname, '../gateway/pages/pages.css'), 'utf8');
  expect(Object.fromEntries(Object.keys(usualColours).map((token) => [token, new RegExp(`--${token}: (#[0-9a-f]+);`).exec(sheet)?.[1]]))).toEqual(usualColours);
});

test.each([
  ['a yellow accent on white', { 'eid-accent': '#FD0' }, [/^'eid-accent' #FD0 on 'eid-paper' #fff has a contrast of 1\.3: /, /^'eid-accent' #FD0 on 'eid-soft'/]],
  ['grey that is just too light', { 'eid-ink': '#777777', 'eid-soft': '#fff' }, [/'eid-paper' #fff has a contrast of 4\.4: /, /'eid-soft'/]],
  ['grey that is just dark enough', { 'eid-ink': '#767676', 'eid-soft': '#fff' }, []],
  ['dark paper under dark text', { 'eid-paper': '#000' }, [/'eid-ink'/, /'eid-accent'/, /'eid-wrong'/]],
  ['grey on nearly black, just light enough', { 'eid-paper': '#0a0a0a', 'eid-soft': '#0a0a0a', 'eid-ink': '#7b7b7b', 'eid-accent': '#7b7b7b', 'eid-wrong': '#7b7b7b' }, []],
  ['a colour that is not in hexadecimal, which is not judged', { 'eid-accent': 'yellow', 'utrecht-link-color': '#fff' }, []],
])('a theme says whether people can read it: %s', (_title, theme, said) => {
  expect(faintColours(theme)).toEqual(said.map((words) => expect.stringMatching(words)));
});
