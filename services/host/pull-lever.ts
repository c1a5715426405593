import type { Lever } from '#services/kernel/connector.ts';
import { failures, issuesOf } from '#services/kernel/failure.ts';
import { borderFailures } from './border-failures.ts';

export const sandboxFailures = failures('sandbox', {
  'no-such-lever': { status: 404, retry: 'never', title: 'There is no such lever here: the connector is live, or the name is wrong.' },
});

/** @throws caller.bad-input, and what the lever throws */
export async function pullLever(lever: Lever, input: unknown): Promise<unknown> {
  const parsed = lever.input.safeParse(input);
  if (!parsed.success) throw borderFailures['bad-input']({ issues: issuesOf(parsed.error, 'body') });
  return lever.pull(input);
}
