import { createHash } from 'node:crypto';
import { z } from 'zod';
import { messageIdOf } from '../../wire/whatsapp-wire.ts';

/** A report in the words of the port, and its number: the same report has the same one, whenever and with whatever else it comes. */
export interface ReadStatus { readonly id: string; readonly payload: Readonly<Record<string, unknown>> }

const envelope = z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown().optional() })) })) });
const change = z.object({ metadata: z.object({ phone_number_id: z.string() }), statuses: z.array(z.unknown()).optional() });
const status = z.object({ id: z.string().min(1).max(500), status: z.enum(['sent', 'delivered', 'read', 'failed']), timestamp: z.unknown().optional(), biz_opaque_callback_data: z.uuid().optional().catch(undefined), errors: z.unknown().optional() });
const errors = z.tuple([z.object({ code: z.int() })], z.unknown());

/**
 * What one delivery of Meta tells of messages from this number; undefined where it is no delivery. It holds many things at once, also of other numbers of the same app. What
 * citizens write to the number, any status that is new to us, and what has no key of ours (somebody else sends from this number too) tells nothing of a message of ours; whether a
 * failure gives our key back is nowhere said, so one without it counts.
 */
export function readStatuses(delivered: unknown, phoneNumberId: string): ReadStatus[] | undefined {
  const parsed = envelope.safeParse(delivered);
  if (!parsed.success) return undefined;
  return parsed.data.entry.flatMap(({ changes }) => changes).flatMap(({ field, value }) => {
    const found = field === 'messages' ? change.safeParse(value).data : undefined;
    return found?.metadata.phone_number_id === phoneNumberId ? found.statuses ?? [] : [];
  }).flatMap((one) => {
    const read = status.safeParse(one).data;
    return read && (read.biz_opaque_callback_data !== undefined || read.status === 'failed') ? [reportOf(read)] : [];
  });
}

function reportOf({ id, status: said, timestamp, biz_opaque_callback_data: key, errors: given }: z.output<typeof status>): ReadStatus {
  const reason = said === 'failed' ? String(errors.safeParse(given).data?.[0].code ?? 'unknown') : null;
  // What is no moment in time stays what it is, and is refused by its name.
  const at = typeof timestamp === 'string' && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1_000 : timestamp;
  const payload = { medium: 'whatsapp', messageId: messageIdOf(id), status: said, reason, at, ...(key !== undefined && { key }) };
  return { id: createHash('sha256').update(JSON.stringify(payload)).digest('hex'), payload };
}
