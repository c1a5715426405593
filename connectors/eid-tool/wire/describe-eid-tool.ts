import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { operations } from './operations.ts';
import { problems } from './problems.ts';

/** Version 1 as OpenAPI. What it says stands in `eid-tool-v1.openapi.json`, for the tool's supplier, and changes only with the version. */
export const describeEidTool = (): object => describeRest({
  title: 'eID management tool of a municipality, as this programme assumes it', version: '1.0.0',
  description: 'What a tool offers so that home service can be added to it. No national or card number stands in an address.', operations, problems,
});
