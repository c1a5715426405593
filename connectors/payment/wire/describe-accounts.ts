import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { accountsOperations, accountsProblems } from './accounts-operations.ts';

/** Version 1 as OpenAPI. What it says stands in `accounts-v1.openapi.json`, and changes only with the version. */
export function describeAccounts(): object {
  return describeRest({
    title: 'The accounts of a municipality, as this programme assumes them', version: '1.0.0',
    description: 'Which transfers are expected, under which structured communication, and paying back what came in. A write is done once per Idempotency-Key. Amounts are euro cents; nothing personal is in it.',
    operations: accountsOperations, problems: accountsProblems,
  });
}
