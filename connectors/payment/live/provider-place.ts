import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { secretReference } from '#services/kernel/secret.ts';

/** Where a payment provider stands and how it lets us in; spread into the settings of each. */
export const providerPlace = {
  url: restPlace.url,
  apiKey: secretReference.describe('Key that goes along as `Authorization: Bearer …`.'),
  trustRoots: restPlace.trustRoots,
  timeoutSeconds: restPlace.timeoutSeconds,
  sendsReferences: z.boolean().default(false).describe('Whether the references of dossier, caller and effect go along as headers, for the books of the other side. A served sandbox counts by them; a real provider has no use for them.'),
};

export interface ProviderPlace {
  readonly url: string; readonly apiKey: string; readonly trustRoots?: string | undefined; readonly timeoutSeconds: number; readonly sendsReferences: boolean;
}
