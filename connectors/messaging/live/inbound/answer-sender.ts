import { isFailure, type FieldIssue } from '#services/kernel/failure.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';

/** `value` was taken in, or there was nothing to take in. */
export const taken = (value: object): WireAnswer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

export const notProven = (): WireAnswer => problem(401, 'message-report.not-proven', 'The agreed user name and password are needed.', false, [], { 'www-authenticate': 'Basic realm="messages"' });
export const unreadable = (issues: readonly FieldIssue[]): WireAnswer => problem(400, 'message-report.unreadable', 'This is not what was agreed.', false, issues);

/** What a sender is told of an error: why it does not work at this moment is the house's own business. */
export function refused(error: unknown): WireAnswer {
  if (isFailure(error) && error.data.retry === 'never') return problem(error.code, error.type, error.message, false, error.data.issues);
  if (isFailure(error)) return problem(503, 'message-report.not-now', 'It could not be taken in now; send it again.', true, [], { 'retry-after': '5' });
  throw error;
}

function problem(status: number, type: string, title: string, again: boolean, issues: readonly FieldIssue[] = [], headers: Readonly<Record<string, string>> = {}): WireAnswer {
  const document = { type: `urn:problem-type:eid:${type}`, status, title, again, ...(issues.length > 0 && { issues }) };
  return { status, headers: { 'content-type': 'application/problem+json', ...headers }, body: JSON.stringify(document) };
}
