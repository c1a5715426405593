import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { crmOperations } from './crm-operations.ts';
import { crmProblems } from './crm-problems.ts';

/** Version 1 as OpenAPI. What it says stands in `crm-v1.openapi.json`, and changes only with the version. */
export function describeCrm(): object {
  return describeRest({
    title: 'CRM of a municipality, as this programme assumes it', version: '1.0.0',
    description: 'Contact data, preferences and consents of citizens; what they were sent and what they complained of; which procedures ended. A write is done once per Idempotency-Key. No personal data stands in an address.',
    operations: crmOperations, problems: crmProblems,
  });
}
