import type { z } from 'zod';
import { openRestClient, type Meanings, type Noticed } from '#connectors/rest-kit/open-rest-client.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures, type messaging } from '../../messaging.port.ts';
import { isGsmText, smsParts } from '../../sms-length.ts';
import { e164, smsOperations, smsProblems } from '../../wire/sms-gateway.ts';
import { demandPlainText } from '../demand-plain-text.ts';
import type { SmsSettings } from './sms-settings.ts';

type Sms = z.output<typeof messaging.operations.sendSms.input>;
export type SmsEnv = Pick<LiveEnv<SmsSettings>, 'config' | 'secret'>;

/** What can go wrong with the gateway, and what the house may do next: it takes no key, so after a lost answer nobody sends again by himself. */
const meanings: Meanings<keyof typeof messagingFailures> = {
  failures: messagingFailures, problems: smsProblems,
  mishaps: {
    'not-sent': { read: 'unavailable', write: 'unavailable' }, 'unusable-key': { read: 'not-let-in', write: 'not-let-in' }, lost: { read: 'unavailable', write: 'no-answer' },
    busy: { read: 'unavailable', write: 'unavailable' }, 'not-let-in': { read: 'not-let-in', write: 'not-let-in' }, 'not-taken': { read: 'not-taken', write: 'not-taken' },
    'not-understood': { read: 'unavailable', write: 'no-answer' },
  },
};

export interface SmsGateway { readonly send: (sms: Sms, call: OutwardCall) => Promise<{ messageId: string }>; readonly health: (call: OutwardCall) => Promise<void>; readonly close: () => void }

/** The gateway behind an address. The subject stays here: a short message has none. */
export function openSmsGateway({ config, secret }: SmsEnv, notice?: (noticed: Noticed) => void): SmsGateway {
  const client = openRestClient({ place: config, secret, meanings, notice });
  return {
    send: async ({ to, body: text, language, dossier }, call) => {
      demandPlainText({ to }, { body: text });
      if (!e164.safeParse(to).success) throw messagingFailures['address-refused']();
      const parts = smsParts(text);
      if (text === '' || parts > config.maxParts) throw messagingFailures['text-unfit']({ issues: [{ in: 'body', name: 'body', detail: `a text takes 1 to ${config.maxParts} short messages` }] });
      const body = { reference: call.key, from: config.sender, to, text, encoding: isGsmText(text) ? 'gsm-7' as const : 'ucs-2' as const, parts, language };
      const { value: { messageId } } = await client.ask(smsOperations.send, { body }, { ...call, dossier });
      return { messageId };
    },
    health: async (call) => { await client.ask(smsOperations.health, {}, call); },
    close: () => client.close(),
  };
}
