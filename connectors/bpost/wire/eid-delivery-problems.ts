import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import type { bpostFailures } from '../bpost.port.ts';

const type = (name: string): string => `urn:problem-type:eid-delivery:${name}`;

/** What bpost states when it does not do what was asked, and what that is in the words of the port. */
export const eidDeliveryProblems: readonly StatedProblem<keyof typeof bpostFailures>[] = [
  { type: type('unknownDelivery'), status: 404, title: 'There is no order with this reference.', failure: 'unknown-delivery' },
  { type: type('momentNotOffered'), status: 422, title: 'This moment is not offered there.', failure: 'moment-not-offered' },
  { type: type('notPossible'), status: 409, title: 'The delivery is past the point where this is possible.', failure: 'refused' },
];
