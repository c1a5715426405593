import { z } from 'zod';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { moment, type bpost } from '../../bpost.port.ts';

const known = z.object({ reference: z.string(), barcode: z.string(), moment, state: z.enum(['announced', 'cancelled', 'ended']), custody: z.enum(['municipality', 'bpost', 'citizen', 'lost']) });
export type KnownDelivery = z.output<typeof known>;
const deliveries = z.object({ deliveries: z.array(known) });

/** A delivery as the sandbox behind the wire knows it. */
export async function knownDelivery({ levers }: Pick<OpenSandbox<typeof bpost>, 'levers'>, reference: string): Promise<KnownDelivery | undefined> {
  return deliveries.parse(await levers['deliveries']?.pull({})).deliveries.find((delivery) => delivery.reference === reference);
}
