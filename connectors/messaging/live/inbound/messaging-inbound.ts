import type { InboundEnv } from '#services/kernel/connector.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { whatsappPath } from '../../wire/whatsapp-wire.ts';
import type { MessagingSettings } from '../messaging-settings.ts';
import { takeCallOutcome } from '../call-list/take-call-outcome.ts';
import { takeWhatsapp } from '../whatsapp/take-whatsapp.ts';
import { takeBounce } from './take-bounce.ts';
import { takeReceipt } from './take-receipt.ts';

type Take = (request: WireRequest) => Promise<WireAnswer>;

/** What mail server, SMS gateway, print shop, Meta and contact centre tell of their own accord, each only where it was agreed. */
export function messagingInbound(env: InboundEnv<MessagingSettings>): WireHandler {
  const { email, sms, letters, whatsapp, contactCentre } = env.config;
  // The one way in that answers a GET too.
  const meta = whatsapp && takeWhatsapp(whatsapp, env);
  const ways = new Map<string, Take>([
    ...(email?.bounces ? [['/bounces', takeBounce(email.bounces, env)] as const] : []),
    ...(sms?.receipts ? [['/sms-receipts', takeReceipt('sms', sms.receipts, env)] as const] : []),
    ...(letters?.receipts ? [['/letter-receipts', takeReceipt('letter', letters.receipts, env)] as const] : []),
    ...(contactCentre ? [['/call-outcomes', takeCallOutcome(contactCentre.outcomes, env)] as const] : []),
  ]);
  return async (request) => {
    if (meta && request.path === whatsappPath) return meta(request);
    const take = ways.get(request.path);
    if (!take) return { status: 404 };
    return request.method === 'POST' ? take(request) : { status: 405, headers: { allow: 'POST' } };
  };
}
