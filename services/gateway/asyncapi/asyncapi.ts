import type { Contract } from '#services/kernel/contract.ts';
import type { AsyncParts, Json } from './async-parts.ts';
import { eventParts } from './event-parts.ts';
import { requestParts } from './request-parts.ts';
import { sharedAsyncComponents } from './shared-components.ts';

/**
 * What goes over NATS as an AsyncAPI 3 document, from the contracts and nothing else: the events on which a back-office may follow what happens, and the requests that it may
 * make there. The same contracts give the same document, byte for byte.
 */
export function asyncApiOf(contracts: readonly Contract[]): Json {
  const sorted = contracts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const parts = sorted.flatMap((contract) => [...named(contract.events).map(([event, schema]) => eventParts(contract, event, schema)), ...named(contract.actions).map(([action, spec]) => requestParts(contract, action, spec))]);
  const all = (key: keyof AsyncParts): Json => Object.fromEntries(parts.flatMap((part) => Object.entries(part[key])));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'eID aan huis on NATS', version: '1',
      description: 'Events and requests of the middleware that brings the Belgian electronic identity card to people at home. Instants are epoch milliseconds UTC, days are calendar dates in Europe/Brussels, amounts are euro cents. Events hold references only, never personal data; within a version fields are added, never changed or taken away.',
      license: { name: 'European Union Public Licence 1.2', url: 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
      tags: sorted.map(({ id, title }) => ({ name: id, description: title })),
    },
    defaultContentType: 'application/json',
    servers: {
      nats: {
        host: '{host}', protocol: 'nats', title: 'NATS of the installation',
        description: 'Over TLS. Each municipality\'s back-office has an account of its own and sees the subjects of that municipality only.',
        variables: { host: { default: 'localhost:4222', description: 'Host and port, as the administrator of the installation gives them.' } },
        security: [{ $ref: '#/components/securitySchemes/credentials' }, { $ref: '#/components/securitySchemes/userPassword' }],
      },
    },
    channels: all('channels'),
    operations: all('operations'),
    components: { ...sharedAsyncComponents, messages: { ...sharedAsyncComponents.messages, ...all('messages') }, schemas: { ...sharedAsyncComponents.schemas, ...all('schemas') } },
  };
}

function named<T>(things: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(things).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
