import { scopesOf } from './roles.ts';

test('a role that nobody knows gives nothing, whatever it is called', () => {
  expect(scopesOf(['mayor', 'constructor', 'toString', '__proto__'])).toEqual([]);
});

test('who has two roles may do what either may, once', () => {
  const both = scopesOf(['clerk', 'official']);
  expect(both).toEqual([...new Set(both)]);
  expect(both).toEqual(expect.arrayContaining(['request:open', 'biometrics:visit']));
});
