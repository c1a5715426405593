import { z } from 'zod';
import type { StatedProblem } from '#connectors/rest-kit/open-rest-client.ts';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { __camel__, type __camel__Failures } from '../__name__.port.ts';

const { find, record } = __camel__.operations;
const parameters = find.input.pick({ reference: true });

/** The wire as data: the live side, the served sandbox and its description are made of it. An assumption of ours, version 1. */
export const __camel__Operations = defineRest({
  health: { method: 'GET', path: '/v1/health', summary: 'Whether it does its work.', kind: 'read', status: 200, answer: z.object({ status: z.literal('UP') }) },
  find: { method: 'GET', path: '/v1/entries/{reference}', summary: 'In which state an entry is.', kind: 'read', parameters, status: 200, answer: find.output },
  record: { method: 'PUT', path: '/v1/entries/{reference}', summary: 'Records the state of an entry.', kind: 'write', parameters, body: record.input.pick({ state: true }), status: 204, keyed: true },
});

export type __Pascal__Failure = keyof typeof __camel__Failures;

/** What it states when it refuses, and what that is in the words of the port. It has done nothing then. */
export const __camel__Problems: readonly StatedProblem<__Pascal__Failure>[] = [
  { type: 'urn:problem-type:eid-aan-huis:__name__:refused', status: 409, title: 'This is refused.', failure: 'refused' },
];
