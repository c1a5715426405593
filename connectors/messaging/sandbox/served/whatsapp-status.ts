import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import type { messaging } from '../../messaging.port.ts';
import { wamidOf, whatsappIds, whatsappPlaces } from './whatsapp-places.ts';

type Report = z.output<typeof messaging.messages.report.payload>;

/** What Meta posts when a message has come further: as it delivers it, among other things, and signed over the very bytes. */
export function writeStatus(folder: string, { messageId, status, reason, at, key }: Report): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const { accountId, phoneNumberId } = whatsappIds(folder);
  const told = {
    id: wamidOf(messageId), status, timestamp: String(Math.floor(at / 1_000)), recipient_id: '32400000000', ...(key !== undefined && { biz_opaque_callback_data: key }),
    ...(status === 'failed' ? { errors: [{ code: /^\d{1,9}$/.test(reason ?? '') ? Number(reason) : 131_026, title: 'Message undeliverable' }] } : { pricing: { billable: true, pricing_model: 'PMP', category: 'utility' } }),
  };
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '3290000000', phone_number_id: phoneNumberId }, statuses: [told] };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: accountId, changes: [{ value, field: 'messages' }] }] });
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${createHmac('sha256', keptSecret(whatsappPlaces(folder).appSecret)).update(body).digest('hex')}` } };
}
