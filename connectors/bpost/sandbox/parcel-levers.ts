import { z } from 'zod';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { moment } from '../bpost.port.ts';
import type { BpostWorld } from './bpost-world.ts';
import { demandDelivery } from './keep-deliveries.ts';
import { scansOf } from './scan-parcels.ts';

export const parcelScans = z.object({ scans: z.array(z.object({ at: z.int(), code: z.string() })) });
export const oneDelivery = z.object({
  delivery: z.object({ barcode: z.string(), moment, state: z.enum(['announced', 'cancelled', 'ended']), custody: z.enum(['municipality', 'bpost', 'citizen', 'lost']) }).nullable(),
});

/** Those that look only are what the wires of bpost answer from: nobody waits there for messages that go out. */
export function parcelLevers(world: BpostWorld, { lever, now }: SandboxMeans): Record<string, Lever> {
  return {
    scan: lever(
      'Lets a scanner of bpost say something of a parcel, whatever the code.',
      z.strictObject({ reference: z.string(), code: z.string().min(1).max(20), at: z.int().optional() }), z.object({ barcode: z.string() }),
      ({ reference, code, at }) => {
        const { barcode } = demandDelivery(world, reference);
        world.scans.put(reference, [...(world.scans.get(reference) ?? []), { code, at: at ?? now() }]);
        return { barcode };
      },
    ),
    parcel: { ...lever('All scans of a parcel, as they came.', z.strictObject({ barcode: z.string() }), parcelScans, ({ barcode }) => ({ scans: [...(scansOf(world, barcode) ?? [])] })), looksOnly: true },
    delivery: { ...lever('One delivery, with state and custody; null where there is none.', z.strictObject({ reference: z.string() }), oneDelivery, ({ reference }) => ({ delivery: world.deliveries.get(reference) ?? null })), looksOnly: true },
  };
}
