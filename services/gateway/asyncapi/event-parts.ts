import type { z } from 'zod';
import type { Contract } from '#services/kernel/contract.ts';
import { exampleOf } from '../example-of.ts';
import { jsonSchemaOf } from '../input-fields.ts';
import type { AsyncParts } from './async-parts.ts';
import { schemaUnder } from './schema-under.ts';

/** Of every event's payload. */
const version = 'v1';

/** One event: its subject, the house that sends it, and what is in it. */
export function eventParts({ id: plugin }: Contract, event: string, payload: z.ZodType): AsyncParts {
  const name = `${plugin}.${event}`;
  const summary = payload.description ?? name;
  return {
    channels: {
      [name]: { address: `eid.evt.{municipality}.${name}.${version}`, title: name, summary, parameters: { municipality: { $ref: '#/components/parameters/municipality' } }, messages: { [name]: { $ref: `#/components/messages/${name}` } } },
    },
    operations: {
      [`tell ${name}`]: {
        action: 'send', summary, tags: [{ name: plugin }], channel: { $ref: `#/channels/${name}` }, messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
        description: 'Told in the order in which it happened to a dossier, at least once: what comes again has the same id.',
      },
    },
    messages: {
      [name]: {
        name, title: name, summary, contentType: 'application/json', headers: { $ref: '#/components/schemas/eventHeaders' }, payload: { $ref: `#/components/schemas/${name}` },
        correlationId: { $ref: '#/components/correlationIds/trace' }, examples: [{ name: 'example', payload: exampleOf(jsonSchemaOf(payload, 'output')) }],
      },
    },
    schemas: { [name]: schemaUnder(name, payload, 'output') },
  };
}
