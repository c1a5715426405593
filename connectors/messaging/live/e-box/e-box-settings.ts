import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { secretReference } from '#services/kernel/secret.ts';
import { organisationNumber } from '../../wire/e-box.ts';
import { letterSettings } from '../letters/letter-settings.ts';

const agreed = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'a name that was agreed has no spaces');
const { url, trustRoots, timeoutSeconds } = restPlace;

/** The e-Box of citizens, as a document sender: what the National Social Security Office agreed with the municipality. */
export const eBoxSettings = z.strictObject({
  url: url.describe('The message registry, without a slash at the end: what is published goes to `…/publishMessage`.'),
  token: z.strictObject({
    url: url.describe('Where a token is asked (OAuth 2).'),
    audience: agreed.describe('For whom our assertion is: the authorization server, by the name that it has given.'),
    clientId: agreed.describe('How the authorization server knows us.'),
    scope: agreed.default('scope:document:management:consult:ws-eboxrestentreprise:publicationsender').describe('The right to publish.'),
    privateKey: secretReference.describe('The key of our certificate, PEM (PKCS #8), RSA of 2048 bits or more: we sign with it who we are.'),
    keyId: agreed.optional().describe('Under which name (`kid`) it knows the key; left out where it knows us by one certificate.'),
  }).describe('How a token is got.'),
  senderOrganizationId: organisationNumber.describe('Enterprise number of the municipality, as in its certificate.'),
  senderApplicationId: agreed.describe('Our application, as agreed.'), messageTypeId: agreed.describe('As agreed, for citizens.'),
  referenceKey: agreed.optional().describe('Key of the business data that was agreed for our own reference; left out: it stands at the foot of the letter only.'),
  sender: letterSettings.shape.sender,
  trustRoots: trustRoots.describe('Root certificates that the certificates of both must lead to, PEM; without it the authorities that Node.js knows.'),
  timeoutSeconds: timeoutSeconds.default(20),
});
export type EBoxSettings = z.output<typeof eBoxSettings>;
