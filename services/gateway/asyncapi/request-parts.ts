import type { ActionContract, Contract } from '#services/kernel/contract.ts';
import { exampleOf } from '../example-of.ts';
import { jsonSchemaOf } from '../input-fields.ts';
import type { AsyncParts } from './async-parts.ts';
import { schemaUnder } from './schema-under.ts';

/** One action as a request that is answered: its subject, what goes in, what comes back, or why not. */
export function requestParts({ id: plugin }: Contract, action: string, spec: ActionContract): AsyncParts {
  const name = `${plugin}.${action}`;
  const [asked, answer, answered] = [`${name}.request`, `${name}.reply`, `${name}.answer`];
  const { summary, input, output } = spec;
  const repeat = spec.kind === 'query' ? 'Changes nothing: it may be repeated freely.' : 'Repeated with the same `Idempotency-Key` it is carried out once, and answers the same.';
  const message = (about: string, schema: string, headers: string) => ({ name: schema, title: schema, summary: about, contentType: 'application/json', headers: { $ref: `#/components/schemas/${headers}` }, payload: { $ref: `#/components/schemas/${schema}` }, correlationId: { $ref: '#/components/correlationIds/trace' } });
  return {
    channels: {
      [asked]: { address: `eid.rpc.{municipality}.${name}`, title: name, summary, parameters: { municipality: { $ref: '#/components/parameters/municipality' } }, messages: { [asked]: { $ref: `#/components/messages/${asked}` } } },
      [answer]: {
        address: null, title: `Answers of ${name}`, description: 'The subject that the request names to answer to, as NATS has it. What names none is not done.',
        messages: { [answered]: { $ref: `#/components/messages/${answered}` }, problem: { $ref: '#/components/messages/problem' } },
      },
    },
    operations: {
      [`answer ${name}`]: {
        action: 'receive', summary, description: `Asks for the scope \`${spec.scope}\`. ${repeat}`, tags: [{ name: plugin }], security: [{ $ref: '#/components/securitySchemes/bearer' }],
        channel: { $ref: `#/channels/${asked}` }, messages: [{ $ref: `#/channels/${asked}/messages/${asked}` }],
        reply: { channel: { $ref: `#/channels/${answer}` }, messages: [answered, 'problem'].map((reply) => ({ $ref: `#/channels/${answer}/messages/${reply}` })) },
      },
    },
    messages: {
      [asked]: { ...message(summary, asked, 'requestHeaders'), examples: [{ name: 'example', payload: exampleOf(jsonSchemaOf(input, 'input')) }] },
      [answered]: { ...message('It was done.', answered, 'answerHeaders'), examples: [{ name: 'example', payload: exampleOf(jsonSchemaOf(output, 'output')) }] },
    },
    schemas: { [asked]: schemaUnder(asked, input, 'input'), [answered]: schemaUnder(answered, output, 'output') },
  };
}
