import type { z } from 'zod';
import { openRestClient, type Meanings, type Noticed } from '#connectors/rest-kit/open-rest-client.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures, type messaging } from '../../messaging.port.ts';
import { contactCentreOperations, contactCentreProblems, dialled } from '../../wire/contact-centre.ts';
import { demandPlainText } from '../demand-plain-text.ts';
import type { ContactCentreSettings } from './contact-centre-settings.ts';

type Offered = z.output<typeof messaging.operations.offerCall.input>;
type Withdrawn = z.output<typeof messaging.operations.withdrawCall.input>;

/** A call is offered and withdrawn under its own number: after a lost answer the house does it again. */
const meanings: Meanings<keyof typeof messagingFailures> = {
  failures: messagingFailures, problems: contactCentreProblems,
  mishaps: {
    'not-sent': { read: 'unavailable', write: 'unavailable' }, 'unusable-key': { read: 'not-let-in', write: 'not-let-in' }, lost: { read: 'unavailable', write: 'no-answer' },
    busy: { read: 'unavailable', write: 'unavailable' }, 'not-let-in': { read: 'not-let-in', write: 'not-let-in' }, 'not-taken': { read: 'not-taken', write: 'not-taken' },
    'not-understood': { read: 'unavailable', write: 'no-answer' },
  },
};

export interface ContactCentre {
  readonly offer: (offered: Offered, call: OutwardCall) => Promise<Record<string, never>>;
  readonly withdraw: (withdrawn: Withdrawn, call: OutwardCall) => Promise<Record<string, never>>;
  readonly health: (call: OutwardCall) => Promise<void>;
  readonly close: () => void;
}

export function openContactCentre({ config, secret }: Pick<LiveEnv<ContactCentreSettings>, 'config' | 'secret'>, notice?: (noticed: Noticed) => void): ContactCentre {
  const client = openRestClient({ place: config, secret, meanings, notice });
  return {
    offer: async ({ call: number, since, ...body }, call) => {
      const { name, telephone, script, dossier } = body;
      demandPlainText({ name, telephone }, { script });
      if (!dialled.safeParse(telephone).success) throw messagingFailures['address-refused']();
      await client.ask(contactCentreOperations.offer, { parameters: { call: number }, body: { ...body, since: new Date(since).toISOString() } }, { ...call, dossier });
      return {};
    },
    withdraw: async ({ call: number }, call) => {
      await client.ask(contactCentreOperations.withdraw, { parameters: { call: number } }, call);
      return {};
    },
    health: async (call) => { await client.ask(contactCentreOperations.health, {}, call); },
    close: () => client.close(),
  };
}
