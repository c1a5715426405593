import type { z } from 'zod';
import { openRestClient, type Meanings, type RestClientOptions } from '#connectors/rest-kit/open-rest-client.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { bpostFailures, type bpost, type moment } from '../bpost.port.ts';
import { eidDeliveryOperations, momentOnWire, onWire } from '../wire/eid-delivery-operations.ts';
import { eidDeliveryProblems } from '../wire/eid-delivery-problems.ts';

/** Our own contract with bpost for what Shipping Manager has no place for. */
export type EidDelivery = Pick<PortImplementation<typeof bpost>, 'changeMoment' | 'handOverCustody' | 'delivery'> & {
  readonly moments: (asked: z.output<(typeof bpost)['operations']['moments']['input']>, call: OutwardCall) => Promise<z.output<typeof moment>[]>;
  readonly close: () => void;
};

const meanings: Meanings<keyof typeof bpostFailures> = {
  failures: bpostFailures,
  problems: eidDeliveryProblems,
  mishaps: {
    'not-sent': { read: 'unavailable', write: 'unavailable' }, 'unusable-key': { read: 'credentials-refused', write: 'credentials-refused' }, lost: { read: 'unavailable', write: 'no-answer' },
    busy: { read: 'unavailable', write: 'unavailable' }, 'not-let-in': { read: 'credentials-refused', write: 'credentials-refused' }, 'not-taken': { read: 'refused', write: 'refused' },
    'not-understood': { read: 'untrusted-answer', write: 'untrusted-answer' },
  },
};

export function openEidDelivery(options: Pick<RestClientOptions<never>, 'place' | 'secret' | 'notice'>): EidDelivery {
  const client = openRestClient({ ...options, meanings });
  const operations = eidDeliveryOperations;
  return {
    moments: async ({ postcode, from, until }, call) => (await client.ask(operations.moments, { query: { postcode, from, until } }, call)).value.moments,
    changeMoment: async ({ reference, moment }, call) => {
      const { value } = await client.ask(operations.changeMoment, { parameters: { reference }, body: { moment: momentOnWire(moment) } }, call);
      demandAbout(value.reference === reference && value.moment.start === moment.start && value.moment.end === moment.end);
      return {};
    },
    handOverCustody: async ({ reference, at }, call) => {
      const { value } = await client.ask(operations.handOverCustody, { parameters: { reference }, body: { handedOverAt: onWire(at) } }, call);
      demandAbout(value.reference === reference);
      return {};
    },
    delivery: async ({ reference }, call) => {
      const { value } = await client.ask(operations.messages, { parameters: { reference } }, call);
      demandAbout(value.reference === reference);
      return { messages: value.messages.map((message) => ({ ...message, reference })) };
    },
    close: () => client.close(),
  };
}

/** An answer about another delivery than was asked is no answer. */
function demandAbout(isOurs: boolean): void {
  if (!isOurs) throw bpostFailures['untrusted-answer']();
}
