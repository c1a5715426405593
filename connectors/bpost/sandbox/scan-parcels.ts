import { z } from 'zod';
import { deliveryMessage, type deliveryEvent } from '../bpost.port.ts';
import { stateOfCode } from '../wire/tracking-codes.ts';
import type { BpostWorld, Scan } from './bpost-world.ts';

/** What a scanner says when an event happens. Codes that nobody published are among them: who reads must live with those. */
const codes: Readonly<Partial<Record<z.output<typeof deliveryEvent>, string>>> = {
  'card-received': 'A10', 'attempt-failed': 'B98', 'hand-over-blocked': 'B99', 'handed-over': 'U00', returned: 'R99', lost: 'X99',
};
const reasons: ReadonlyMap<string | null, string> = new Map([['not-home', 'N01'], ['address-unknown', 'B06']]);

const told = z.object({ event: deliveryMessage.shape.event, at: z.int(), reason: z.string().nullable() });

/** All scans of a parcel, as they came; nothing when bpost has no such barcode. */
export function scansOf(world: BpostWorld, barcode: string): readonly Scan[] | undefined {
  const found = world.deliveries.all().find(({ document }) => document.barcode === barcode);
  if (!found) return undefined;
  const rows = world.file.db.prepare("SELECT payload FROM outgoing WHERE message = 'delivery' AND json_extract(payload, '$.reference') = ? ORDER BY entry").all(found.id);
  const happened = rows.map(({ payload }) => told.parse(JSON.parse(String(payload)))).flatMap(({ event, at, reason }) => {
    const code = (event === 'attempt-failed' ? reasons.get(reason) : undefined) ?? codes[event];
    return code === undefined ? [] : [{ at, code }];
  });
  return [...happened, ...(world.scans.get(found.id) ?? [])];
}

export function latestOf(scans: readonly Scan[]) {
  const latest = scans.reduce<Scan | undefined>((last, scan) => (last === undefined || scan.at >= last.at ? scan : last), undefined);
  return latest === undefined ? null : { state: stateOfCode(latest.code), ...latest };
}
