import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { secretReference } from '#services/kernel/secret.ts';
import { deliveryServiceSettings } from './inbound/delivery-service-settings.ts';

/** An address of bpost. Credentials and addresses of citizens go there: without TLS on this machine itself only. */
const place = restPlace.url;
const callerName = z.string().min(1).max(50).default('eID aan huis').describe('How bpost knows the caller.');

const soapProofing = z.strictObject({
  kind: z.literal('soap').describe('The SOAP service.'),
  url: place.default('https://webservices-pub.bpost.be/ws/ExternalMailingAddressProofingCS_v1'),
  apiKey: secretReference.optional().describe('Key that bpost gave, where the end point asks for one.'),
  callerName,
});
const restProofing = z.strictObject({
  kind: z.literal('rest').describe('The REST service.'),
  url: place.default('https://api.mailops.bpost.cloud/roa-info/externalMailingAddressProofingRest'),
  apiKey: secretReference.describe('Key that bpost gave.'),
  callerName,
});

/** How a municipality reaches bpost: four services, of which Shipping Manager and tracking take the same account. */
export const bpostSettings = z.strictObject({
  account: z.string().regex(/^\d{6}$/, 'an account of Shipping Manager has 6 digits').describe('The municipality\'s account at Shipping Manager.'),
  passPhrase: secretReference.describe('Its pass phrase.'),
  shippingManager: z.strictObject({
    url: place.default('https://shm-rest.bpost.cloud/services/shm'),
    product: z.string().min(1).max(60).default('bpack 24h Pro').describe('The product of the contract with bpost that delivers at home.'),
    weightGrams: z.int().min(1).max(30_000).default(100).describe('What a card in its packaging weighs.'),
  }).prefault({}).describe('Shipping Manager, where parcels are announced.'),
  tracking: z.strictObject({ url: place.default('https://api.parcel.bpost.cloud/services/trackedmail') }).prefault({}).describe('Where a parcel is followed.'),
  eidDelivery: z.strictObject(restPlace).describe('The service of eid-delivery-v1.openapi.json.'),
  proofing: z.discriminatedUnion('kind', [soapProofing, restProofing]).describe('Where an address is proofed.'),
  inbound: deliveryServiceSettings.optional().describe('How bpost proves that what it tells is its own. Without it nothing is taken in.'),
  timeoutSeconds: z.int().min(1).max(30).default(4).describe('After so long a request to Shipping Manager, tracking or proofing has no answer. An announcement takes up to five.'),
});
export type BpostSettings = z.output<typeof bpostSettings>;
