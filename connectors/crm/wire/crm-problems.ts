import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import type { crmFailures } from '../crm.port.ts';

export type CrmFailure = keyof typeof crmFailures;

/** What the CRM states when it refuses, and what that is in the words of the port. It has done nothing then. */
export const crmProblems: readonly StatedProblem<CrmFailure>[] = [
  { type: 'urn:problem-type:eid-aan-huis:crm:unknownCitizen', status: 404, title: 'The CRM does not know this citizen.', failure: 'unknown-citizen' },
  { type: 'urn:problem-type:eid-aan-huis:crm:changedMeanwhile', status: 412, title: 'The CRM holds another version of this citizen: search again, then decide.', failure: 'changed-meanwhile' },
  { type: 'urn:problem-type:eid-aan-huis:crm:refused', status: 409, title: 'The CRM refuses this.', failure: 'refused' },
  { type: 'urn:problem-type:eid-aan-huis:crm:unknownComplaint', status: 404, title: 'The CRM does not know this complaint.', failure: 'unknown-complaint' },
];
