import type { FieldIssue } from '#services/kernel/failure.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';

/** What a sender who tells us something of its own accord is refused with. Issues name fields, never their values. */
export interface SenderRefusal {
  readonly status: number;
  /** Behind `urn:problem-type:eid:`. */
  readonly type: string;
  readonly title: string;
  /** Whether the same message is to be sent again; left out where the sender's own protocol says it. */
  readonly again?: boolean;
  readonly issues?: readonly FieldIssue[] | undefined;
}

/** A problem document (RFC 9457) of a way in. */
export function refuseSender({ issues, type, ...said }: SenderRefusal, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  const document = { type: `urn:problem-type:eid:${type}`, ...said, ...(issues && issues.length > 0 && { issues }) };
  return { status: said.status, headers: { 'content-type': 'application/problem+json', ...headers }, body: JSON.stringify(document) };
}
