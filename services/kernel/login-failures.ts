import { failures } from './failure.ts';

/** What every login can end in, whoever logs in; each login port has them under its own name. */
export const loginFailures = (system: string) => failures(system, {
  /** Nothing was done: a code is still good. */
  unavailable: { status: 503, retry: 'safe', title: 'The login service does not answer.' },
  /** Ambiguous, and so never repeated by itself: the code may be used up. */
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The login service did not answer in time; begin again.' },
  refused: { status: 401, retry: 'never', title: 'The login was refused, has expired, or was used already.' },
  'level-too-low': { status: 403, retry: 'never', title: 'This way of logging in is not strong enough here.' },
  'untrusted-answer': { status: 502, retry: 'never', title: 'What came back cannot be trusted to be the answer of the login service.' },
  'credentials-refused': { status: 503, retry: 'safe', title: 'Our credentials do not work at the login service: an administrator has to look at them.' },
  'not-understood': { status: 502, retry: 'never', title: 'The login service says that our request does not keep to what was agreed.' },
  'return-address': { status: 422, retry: 'never', title: 'This return address was not agreed with the login service.' },
});
