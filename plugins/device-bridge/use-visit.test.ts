import { isOpen, mayActFor, mayUse } from './use-visit.ts';

const official = { kind: 'official', actor: 'official:els.peeters' } as const;

test.each([
  ['an official opens a session for himself or herself', official, { holder: 'official', reference: 'els.peeters' }, true],
  ['an official opens no session for a colleague', official, { holder: 'official', reference: 'jan.maes' }, false],
  ['an official opens no session for a bpost employee', official, { holder: 'bpost-employee', reference: 'B-1' }, false],
  ['bpost\'s system opens a session for its employee', { kind: 'system', actor: 'system:bpost' }, { holder: 'bpost-employee', reference: 'B-1' }, true],
  ['bpost\'s system opens no session for an official', { kind: 'system', actor: 'system:bpost' }, { holder: 'official', reference: 'els.peeters' }, false],
  ['a citizen opens no session', { kind: 'citizen', actor: 'citizen' }, { holder: 'official', reference: 'els.peeters' }, false],
] as const)('%s', (_title, caller, person, may) => {
  expect(mayActFor(caller, person)).toBe(may);
});

test.each([
  ['whoever opened a session uses it', official, true],
  ['another official does not use it', { kind: 'official', actor: 'official:jan.maes' }, false],
  ['a system does not use an official\'s session', { kind: 'system', actor: 'system:bpost' }, false],
  ['the house goes on with what its opener began', { kind: 'house', actor: 'job:close-expired' }, true],
] as const)('%s', (_title, caller, may) => {
  expect(mayUse(caller, { openedBy: 'official:els.peeters' })).toBe(may);
});

test('a session is open until its time is over or it is ended', () => {
  expect(isOpen({ endedAt: null, expiresAt: 100 }, 99)).toBe(true);
  expect(isOpen({ endedAt: null, expiresAt: 100 }, 100)).toBe(false);
  expect(isOpen({ endedAt: 50, expiresAt: 100 }, 60)).toBe(false);
});
