import { covers } from '#services/kernel/caller.ts';
import { roles, scopesOf } from './roles.ts';

test('a role that nobody knows gives nothing, whatever it is called', () => {
  expect(scopesOf(['mayor', 'constructor', 'toString', '__proto__'])).toEqual([]);
});

test('who has two roles may do what either may, once', () => {
  const both = scopesOf(['clerk', 'official']);
  expect(both).toEqual([...new Set(both)]);
  expect(both).toEqual(expect.arrayContaining(['request:open', 'biometrics:visit']));
});

test('who governs the municipality sees whether it works, and nothing about anybody; like everybody, it may sign out', () => {
  expect(scopesOf(['council'])).toEqual(['indicators:read', 'authorisations:availability', 'identity:leave']);
});

test('figures of each official are for the head of the service alone', () => {
  expect(Object.keys(roles).filter((role) => covers(scopesOf([role]), 'indicators:colleagues'))).toEqual(['head-of-service']);
});
