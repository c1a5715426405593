import type { FieldIssue } from '#services/kernel/failure.ts';
import { messagingFailures } from '../messaging.port.ts';

/** Control characters, and those that end a line or turn the reading direction; none of them has a place in a name or a subject. */
const unfitOnALine = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** A body has lines and tabs, and no other control. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unfitInABody = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;

/**
 * Refuses what could end a header and begin another, or what no character set can write, by the name of the field. What holds it is never shown.
 * @throws messaging.text-unfit
 */
export function demandPlainText(lines: Readonly<Record<string, string>>, bodies: Readonly<Record<string, string>> = {}): void {
  const issue = (name: string, detail: string): FieldIssue => ({ in: 'body', name, detail });
  const all = { ...lines, ...bodies };
  const issues = [
    ...Object.entries(lines).filter(([, text]) => unfitOnALine.test(text)).map(([name]) => issue(name, 'this stands on one line, without control characters')),
    ...Object.entries(bodies).filter(([, text]) => unfitInABody.test(text)).map(([name]) => issue(name, 'this has control characters')),
    ...Object.entries(all).filter(([, text]) => !text.isWellFormed()).map(([name]) => issue(name, 'this has half a character')),
  ];
  if (issues.length > 0) throw messagingFailures['text-unfit']({ issues });
}
