import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { crmOperations } from './crm-operations.ts';
import { complaintMessages } from './complaint-message.ts';
import { crmProblems } from './crm-problems.ts';

/** 1.1 adds to 1.0: numbers and tones of complaints, their ends, and what the CRM tells. Who built 1.0 is asked nothing else as long as it tells no complaints and answers them itself. */
const crmVersion = '1.1.0';

/** Version 1 as OpenAPI. What it says stands in `crm-v1.openapi.json`, and changes only with the version. */
export function describeCrm(): object {
  return describeRest({
    title: 'CRM of a municipality, as this programme assumes it', version: crmVersion,
    description: 'Contact data, preferences and consents of citizens; what they were sent and what they complained of; which procedures ended. A write is done once per Idempotency-Key. No personal data stands in an address.',
    operations: crmOperations, problems: crmProblems,
  });
}

/** What the CRM tells of its own accord, as OpenAPI: `crm-complaints-v1.openapi.json`. */
export function describeComplaints(): object {
  return {
    openapi: '3.1.0', info: { title: 'Complaints that a CRM tells', version: crmVersion, description: 'What a CRM tells the middleware, below /inbound/<NIS>/crm.' }, security: [{ basic: [] }],
    paths: complaintMessages, components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
  };
}
