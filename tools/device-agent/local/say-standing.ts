import type { LineStanding } from '../line/keep-line.ts';

/** Where the agent stands with its house, and what a person has to do about it. */
export function sayStanding(standing: LineStanding): string {
  if (standing.line === 'open') return 'connected to the house';
  if (standing.line === 'opening') return 'connecting to the house';
  const todo = 'why' in standing ? todos[standing.why] : undefined;
  if (standing.line === 'ended') return standing.why === 'closed' ? 'stopped' : `stopped (${standing.why}): ${todo ?? 'ask an administrator'}`;
  return `no connection (${standing.why}), again at ${new Date(standing.until).toISOString()}${todo === undefined ? '' : `: ${todo}`}`;
}

const todos: Readonly<Record<string, string>> = {
  'agents.revoked': 'this device was sent away. If that is not right: npm run device-agent -- forget, and enrol with a new code',
  'agents.unknown': 'the house does not let this device in (any more). If that is not right: npm run device-agent -- forget, and enrol with a new code',
  'agents.replaced': 'another agent came with the key of this one. Only one of them may run',
  'broken-frame': 'what answers does not sign as the house does. When this stays so: enrol again',
  'agents.broken-frame': 'the house did not take what was said. When this stays so: is this agent up to date?',
};
