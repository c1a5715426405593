import type { InboundEnv } from '#services/kernel/connector.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { MessagingSettings } from '../messaging-settings.ts';
import { takeBounce } from './take-bounce.ts';
import { takeReceipt } from './take-receipt.ts';

type Take = (request: WireRequest) => Promise<WireAnswer>;

/** What mail server, SMS gateway and print shop tell of their own accord, each only where it was agreed. */
export function messagingInbound(env: InboundEnv<MessagingSettings>): WireHandler {
  const { email, sms, letters } = env.config;
  const ways = new Map<string, Take>([
    ...(email?.bounces ? [['/bounces', takeBounce(email.bounces.credentials, env)] as const] : []),
    ...(sms?.receipts ? [['/sms-receipts', takeReceipt(sms.receipts, env)] as const] : []),
    ...(letters?.receipts ? [['/letter-receipts', takeReceipt(letters.receipts, env)] as const] : []),
  ]);
  return async (request) => {
    const take = ways.get(request.path);
    if (!take) return { status: 404 };
    return request.method === 'POST' ? take(request) : { status: 405, headers: { allow: 'POST' } };
  };
}
