import { z } from 'zod';
import { shapeOfType, type Shape } from './shape.ts';

/** What the detail of a fault holds: the problem document of the other front, with the trace id, which is a header there. Never a value. */
export const soapProblem = z.strictObject({
  type: z.string().describe('urn:problem-type:belgif:… or urn:problem-type:eid:<failure>'),
  href: z.string().optional(),
  title: z.string(),
  status: z.int().describe('What the same refusal would be over HTTP with JSON: 400, 401, 403, 404, 409, 503…'),
  detail: z.string(),
  instance: z.string().describe('Names this one occurrence.'),
  failure: z.string().optional().describe('The failure, `system.what-happened`.'),
  again: z.boolean().describe('Nothing happened, and the same may be asked again; a command with the same IdempotencyKey.'),
  traceId: z.string().describe('Names this call, for questions about it.'),
  issues: z.array(z.strictObject({ in: z.enum(['body', 'header']), name: z.string(), detail: z.string(), type: z.string() })).optional(),
});
export type SoapProblem = z.infer<typeof soapProblem>;

export const problemShape: Shape = { ...shapeOfType(soapProblem, 'output'), about: 'RFC 9457, as the Belgif REST guide shapes it.' };
