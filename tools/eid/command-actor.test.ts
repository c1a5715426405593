import { commandActor } from './command-actor.ts';

test('who works on the command line stands in the audit by the name of the account, and never by anything else that may stand there', () => {
  expect(commandActor(() => 'els.peeters')).toBe('command-line:els.peeters');
  for (const odd of ['', 'Els Peeters', 'a'.repeat(61), 'x\ny', '-x', 'DOMAIN\\els']) expect(commandActor(() => odd)).toBe('command-line:unknown');
  expect(commandActor(() => { throw new Error('no such user'); })).toMatch(/^command-line:uid-\d+$/);
  expect(commandActor()).toMatch(/^command-line:/);
});
