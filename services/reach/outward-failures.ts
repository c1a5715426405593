import { failures } from '#services/kernel/failure.ts';

/** What goes wrong between this house and an outside system, whatever that system is. */
export const outwardFailures = failures('outside', {
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The other system did not answer in time; it may have acted.' },
  silent: { status: 503, retry: 'safe', title: 'The other system did not answer in time.' },
  broken: { status: 502, retry: 'ambiguous', title: 'The other system answered something that nobody understands.' },
  'no-node': { status: 503, retry: 'safe', title: 'No node that reaches that system can be found at the moment; nothing was asked of it.' },
  'node-lost': { status: 504, retry: 'ambiguous', title: 'The node that asked that system was lost before it answered; the system may have acted.' },
  'too-late': { status: 503, retry: 'safe', title: 'What was to be asked of that system reached its node too late, and was not asked.' },
  'not-reached-here': { status: 503, retry: 'safe', title: 'The node that reaches that system cannot use it with these settings.' },
});
