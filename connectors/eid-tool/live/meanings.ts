import type { Meanings } from '#connectors/rest-kit/open-rest-client.ts';
import { usualMishaps } from '#connectors/rest-kit/usual-mishaps.ts';
import { eidToolFailures, type EidToolFailure } from '../eid-tool.port.ts';
import { problems } from '../wire/problems.ts';

/** What can come back over REST instead of an answer, and what the house may do next. After an answer that nobody understands a write is asked again under its key. */
export const meanings: Meanings<EidToolFailure> = {
  failures: eidToolFailures, problems, mishaps: usualMishaps,
};
