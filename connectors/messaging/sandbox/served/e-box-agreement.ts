import { join } from 'node:path';
import { testKeys } from '#services/wire-kit/ws-security/test-keys.ts';

/** What this e-Box agreed with its one document sender. */
export const eBoxAgreement = {
  clientId: 'eid-aan-huis', audience: 'https://oauth.e-box.sandbox.example', scope: 'scope:document:management:consult:ws-eboxrestentreprise:publicationsender',
  senderOrganizationId: '0123456789', senderApplicationId: 'eid-aan-huis', messageTypeId: 'EID_AT_HOME', referenceKey: 'reference',
} as const;

export const eBoxKeys = testKeys('Sandbox of the e-Box', ['municipality']);

export const eBoxPlaces = (folder: string) => {
  const own = join(folder, 'e-box');
  return { own, documents: join(own, 'documents'), tokenSecret: join(own, 'token-secret') };
};
