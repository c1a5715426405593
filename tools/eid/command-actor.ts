import { userInfo } from 'node:os';

/** What goes into the audit as it is: nothing but a reference of this machine. */
const reference = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}$/;

/** Who works on the command line: the user of the operating system, as the audit names him or her. */
export function commandActor(user: () => string = () => userInfo().username): string {
  let name: string;
  try {
    name = user();
  } catch {
    // A container may run under a number that has no name.
    name = `uid-${process.getuid?.() ?? 'unknown'}`;
  }
  return `command-line:${reference.test(name) ? name : 'unknown'}`;
}
