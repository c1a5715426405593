import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { secretReference } from '#services/kernel/secret.ts';

const number = z.string().regex(/^\d{5,20}$/, 'an id at Meta has digits only');

/** The WhatsApp number of the municipality at Meta (WhatsApp Cloud API). */
export const whatsappSettings = z.strictObject({
  url: restPlace.url.default('https://graph.facebook.com'),
  version: z.string().regex(/^v\d{1,3}\.\d$/, 'a version is written v<number>.<number>').describe('Version of the Graph API, for instance v25.0. Each one is withdrawn after about two years: look at the calendar of Meta.'),
  phoneNumberId: number.describe('Meta\'s id of the number that citizens see as the sender; not the number itself.'),
  accountId: number.describe('Id of the WhatsApp Business account, where the texts are approved.'),
  accessToken: secretReference.describe('Token of a system user, with whatsapp_business_messaging and whatsapp_business_management.'),
  appSecret: secretReference.describe('Secret of the app: Meta signs with it what it tells us, and we prove with it that the token is in our hands.'),
  verifyToken: secretReference.describe('A word of our own, given to Meta where our address is registered.'),
  languages: z.partialRecord(languageSchema, z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language is written nl or en_GB')).default({ nl: 'nl', fr: 'fr', de: 'de', en: 'en' })
    .describe('Languages in which the texts were approved, and what Meta calls them. In another one the next medium is tried.'),
  trustRoots: restPlace.trustRoots,
  timeoutSeconds: restPlace.timeoutSeconds,
  sendsReferences: z.boolean().default(false).describe('Whether the references of dossier and caller go along as headers, for the books of the other side. A served sandbox counts by them; Meta has no use for them.'),
});
export type WhatsappSettings = z.output<typeof whatsappSettings>;
