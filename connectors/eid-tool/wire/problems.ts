import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import type { EidToolFailure } from '../eid-tool.port.ts';

/** What the tool states when it refuses, and what that is in the words of the port. */
export const problems = [
  { type: 'urn:problem-type:eid-tool:unknownCard', status: 422, title: 'The tool does not know this card.', failure: 'unknown-card' },
  { type: 'urn:problem-type:eid-tool:refused', status: 422, title: 'The procedure does not allow this.', failure: 'refused' },
] as const satisfies readonly StatedProblem<EidToolFailure>[];
