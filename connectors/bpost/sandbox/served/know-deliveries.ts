import type { z } from 'zod';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { bpost } from '../../bpost.port.ts';
import { oneDelivery } from '../parcel-levers.ts';

export type KnownDelivery = NonNullable<z.output<typeof oneDelivery>['delivery']>;

/** A delivery as the sandbox behind the wire knows it. */
export async function knownDelivery({ levers }: Pick<OpenSandbox<typeof bpost>, 'levers'>, reference: string): Promise<KnownDelivery | undefined> {
  return oneDelivery.parse(await levers['delivery']?.pull({ reference })).delivery ?? undefined;
}
