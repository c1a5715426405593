import type { Noticed } from '#connectors/rest-kit/open-rest-client.ts';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { openSmsGateway } from './send-sms.ts';
import type { SmsSettings } from './sms-settings.ts';

/** Asks the gateway for its health; sends nothing. */
export async function checkSms(env: Pick<LiveEnv<SmsSettings>, 'config' | 'secret' | 'realNow'>): Promise<readonly Finding[]> {
  const noticed: Noticed[] = [];
  const gateway = openSmsGateway(env, (one) => { noticed.push(one); });
  const failed = await gateway.health({
    key: '', actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(env.config.timeoutSeconds * 1_000), sealed: () => Promise.reject(new Error('a check carries no envelope')),
  }).then(() => false, () => true);
  gateway.close();
  const { mishap, says = 'a refusal' } = noticed.find((one) => one.mishap !== undefined) ?? {};
  const validTo = noticed.find((one) => one.validTo !== undefined)?.validTo;
  const expiry = validTo === undefined ? [] : [judgeExpiry('The certificate of the SMS gateway', validTo, env.realNow())];
  if (!failed) return [{ what: 'reachability', ok: true, says: `The SMS gateway answers at ${env.config.url}, and knows us.` }, ...expiry];
  if (mishap === 'not-let-in' || mishap === 'unusable-key') return [{ what: 'credentials', ok: false, says: `The SMS gateway does not let us in (${says}): look at our token, key or certificate.` }, ...expiry];
  if (mishap === 'not-sent' || mishap === 'lost' || mishap === 'busy') return [{ what: 'reachability', ok: false, says: `The SMS gateway does not answer at ${env.config.url} (${says}): look at the address and the firewall.` }, ...expiry];
  return [{ what: 'reachability', ok: false, says: `The SMS gateway does not answer as was agreed at ${env.config.url} (${says}): look at the address, and at the version of its contract.` }, ...expiry];
}
