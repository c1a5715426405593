import { z } from 'zod';
import { failures } from '#services/kernel/failure.ts';
import type { Meanings } from './open-rest-client.ts';
import { defineRest } from './rest-operation.ts';

/** A desk that keeps notes: the smallest service with an operation of every kind. For the tests of this kit. */
export const deskOperations = defineRest({
  notes: {
    method: 'GET', path: '/v1/notes', summary: 'Notes in pages.', kind: 'read', query: z.strictObject({ after: z.string().max(10).optional(), limit: z.string().regex(/^\d{1,3}$/).transform(Number).default(2) }),
    status: 200, answer: z.strictObject({ notes: z.array(z.string()), next: z.string().nullable() }),
  },
  note: { method: 'GET', path: '/v1/notes/{name}', summary: 'One note.', kind: 'read', parameters: z.strictObject({ name: z.string().max(40) }), status: 200, answer: z.strictObject({ text: z.string() }), tagged: true },
  change: {
    method: 'PUT', path: '/v1/notes/{name}', summary: 'Changes a note.', kind: 'write', parameters: z.strictObject({ name: z.string().max(40) }), body: z.strictObject({ text: z.string().max(40), lines: z.int().optional() }),
    status: 204, keyed: true, locked: true,
  },
});

export const deskFailures = failures('desk', {
  unavailable: { status: 503, retry: 'safe', title: 'The desk does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The desk did not answer in time; it may have acted.' },
  'not-let-in': { status: 503, retry: 'safe', title: 'The desk does not let us in.' },
  'not-taken': { status: 502, retry: 'never', title: 'The desk does not take what we ask.' },
  unreadable: { status: 502, retry: 'safe', title: 'The desk answered something that nobody understands.' },
  unclear: { status: 502, retry: 'ambiguous', title: 'The desk answered something that nobody understands; it may have acted.' },
  changed: { status: 409, retry: 'never', title: 'Somebody else changed this note.' },
  unknown: { status: 422, retry: 'never', title: 'There is no such note.' },
});

export const deskMeanings: Meanings<keyof typeof deskFailures> = {
  failures: deskFailures,
  problems: [
    { type: 'urn:problem-type:desk:changed', status: 412, title: 'Changed meanwhile.', failure: 'changed' },
    { type: 'urn:problem-type:desk:unknown', status: 404, title: 'No such note.', failure: 'unknown' },
  ],
  mishaps: {
    'not-sent': { read: 'unavailable', write: 'unavailable' }, 'unusable-key': { read: 'not-let-in', write: 'not-let-in' }, lost: { read: 'unavailable', write: 'no-answer' },
    busy: { read: 'unavailable', write: 'unavailable' }, 'not-let-in': { read: 'not-let-in', write: 'not-let-in' }, 'not-taken': { read: 'not-taken', write: 'not-taken' },
    'not-understood': { read: 'unreadable', write: 'unclear' },
  },
};
