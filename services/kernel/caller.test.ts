import { covers } from './caller.ts';

test.each([
  [['invitation:send'], 'invitation:send', true],
  [['invitation:*'], 'invitation:send', true],
  [['invitation:read', 'invitation:send'], 'invitation:send', true],
  [['invitation:read'], 'invitation:send', false],
  [['request:*'], 'invitation:send', false],
  [['*'], 'invitation:send', false],
  [['*:*'], 'invitation:send', false],
  [['invitation'], 'invitation:send', false],
  [['invitation:*'], 'invitations:send', false],
  [[], 'invitation:send', false],
])('a credential that holds %j opens %s: %s', (granted, needed, opens) => expect(covers(granted, needed)).toBe(opens));
