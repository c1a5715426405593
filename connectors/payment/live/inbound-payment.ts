import { challengeBasic } from '#connectors/rest-kit/basic-password.ts';
import { refuseSender } from '#connectors/rest-kit/refuse-sender.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { isFailure, type FailureLike } from '#services/kernel/failure.ts';
import type { WayIn, WireAnswer, WireHandler, WireHead } from '#services/kernel/wire.ts';
import { callbackPath } from './bancontact/open-bancontact.ts';
import { takeCallback } from './bancontact/take-callback.ts';
import { callbackFailures } from './bancontact/verify-callback.ts';
import { webhookPath } from './mollie/open-mollie.ts';
import { takeWebhook } from './mollie/take-webhook.ts';
import type { PaymentSettings } from './payment-settings.ts';
import { takeStatements } from './statements/take-statements.ts';

/** What payment providers and the bank tell of their own accord: each way in only where the municipality agreed on it. */
export function inboundPayment({ config, ...env }: InboundEnv<PaymentSettings>): WayIn {
  const ways = new Map<string, WayIn>([
    ...(config.bancontact ? [[callbackPath, takeCallback({ ...env, config: config.bancontact })] as const] : []),
    ...(config.mollie ? [[webhookPath, takeWebhook({ ...env, config: config.mollie })] as const] : []),
    ...(config.statements ? [['/statements', takeStatements({ ...env, config: config.statements, account: config.account })] as const] : []),
  ]);
  const take: WireHandler = async (request) => {
    const way = ways.get(request.path);
    if (!way) return { status: 404 };
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    try {
      return await way(request);
    } catch (error) {
      if (!isFailure(error)) throw error;
      // Why it does not work at this moment is the house's own business.
      return refusal(error.data.retry === 'never' ? error : callbackFailures['come-again']());
    }
  };
  return Object.assign(take, { limitBytes: (head: WireHead) => ways.get(head.path)?.limitBytes?.(head), [Symbol.asyncDispose]: async () => { for (const way of ways.values()) await way[Symbol.asyncDispose]?.(); } });
}

function refusal({ type, code: status, message: title, data: { issues } }: FailureLike): WireAnswer {
  return refuseSender({ status, type, title, issues }, { ...(status === 503 && { 'retry-after': '60' }), ...(type === 'bank-statement.not-proven' && challengeBasic('bank statements')) });
}
