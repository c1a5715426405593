import type { bpostFailures } from '../bpost.port.ts';

export const problemType = 'urn:problem-type:eid-delivery:';

interface Problem { readonly name: string; readonly failure: keyof typeof bpostFailures; readonly status: number; readonly description: string }

/** What bpost states when it does not do what was asked: the end of `type`, and what it is in the words of the port. */
export const problems: readonly Problem[] = [
  { name: 'notUnderstood', failure: 'refused', status: 400, description: 'The request does not keep to the contract.' },
  { name: 'notLetIn', failure: 'credentials-refused', status: 401, description: 'The sender is not known here.' },
  { name: 'busy', failure: 'unavailable', status: 503, description: 'Busy: nothing was done.' },
  { name: 'unknownDelivery', failure: 'unknown-delivery', status: 404, description: 'There is no order with this reference.' },
  { name: 'momentNotOffered', failure: 'moment-not-offered', status: 422, description: 'This moment is not offered there.' },
  { name: 'notPossible', failure: 'refused', status: 409, description: 'The delivery is past the point where this is possible.' },
];
