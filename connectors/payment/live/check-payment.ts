import { randomUUID } from 'node:crypto';
import { openRestClient } from '#connectors/rest-kit/open-rest-client.ts';
import { isOnThisMachine } from '#services/wire-kit/on-this-machine.ts';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { paymentFailures } from '../payment.port.ts';
import { accountsOperations, accountsProblems } from '../wire/accounts-operations.ts';
import type { Noticed } from './ask-provider.ts';
import { openBancontact } from './bancontact/open-bancontact.ts';
import { openSenderKeys, type SenderKeys } from './bancontact/sender-keys.ts';
import { openMollie } from './mollie/open-mollie.ts';
import { meaningOf } from './payment-failure-table.ts';
import type { PaymentSettings } from './payment-settings.ts';

const call = (): OutwardCall => ({
  key: randomUUID(), actor: 'connector:check', dossier: null, traceId: 'connector-check', signal: AbortSignal.timeout(15_000), sealed: () => Promise.reject(new Error('a check carries no envelope')),
});
/** No provider knows a payment of this name: that it says so proves that it let us in. */
const nobodys = { bancontact: '000000000000000000000000', mollie: 'tr_0000000000' } as const;

/** Asks each provider for a payment that does not exist, the accounts whether they work, and the keys with which callbacks are signed. */
export async function checkPayment(env: LiveEnv<PaymentSettings>): Promise<readonly Finding[]> {
  const { config: { bancontact, mollie, accounts, statements }, secret, realNow, url } = env;
  const findings: Finding[] = [reachable(url())];
  if (bancontact) {
    findings.push(...await lookAt('Bancontact Pay', bancontact.url, realNow(), (notice) => openBancontact({ ...env, config: bancontact }, notice).status(nobodys.bancontact, call())));
    findings.push(await keysAt(bancontact.keysUrl, openSenderKeys({ ...env, config: bancontact })));
  }
  if (mollie) findings.push(...await lookAt('Mollie', mollie.url, realNow(), (notice) => openMollie({ ...env, config: mollie }, notice).status(nobodys.mollie, call())));
  if (accounts) {
    findings.push(...await lookAt('The service of the municipality\'s accounts', accounts.url, realNow(), (notice) => openRestClient({ place: accounts, secret, meanings: { failures: paymentFailures, problems: accountsProblems, mishaps: meaningOf }, notice })
      .ask(accountsOperations.health, {}, call())));
  }
  if (statements) findings.push(readable(statements.password, secret));
  return findings;
}

function reachable(url: string): Finding {
  const ok = url.startsWith('https:') || isOnThisMachine(url);
  return { what: 'reachability', ok, says: ok ? `Providers are told to call us at ${url}.` : `Providers call over TLS only, and are told to call us at ${url}: set PUBLIC_URL to an address that begins with https://.` };
}

async function lookAt(name: string, at: string, now: number, ask: (notice: (noticed: Noticed) => void) => Promise<unknown>): Promise<Finding[]> {
  const noticed: Noticed[] = [];
  const failure: unknown = await ask((seen) => { noticed.push(seen); }).then(() => undefined, (error: unknown) => error);
  if (failure !== undefined && !isFailure(failure)) throw failure;
  if (isFailure(failure, 'secret.missing')) throw failure;
  const { mishap, says } = noticed.find((seen) => seen.mishap) ?? {};
  const validTo = noticed.find((seen) => seen.validTo !== undefined)?.validTo;
  const expiry = validTo === undefined ? [] : [judgeExpiry(`The certificate of ${name}`, validTo, now)];
  const why = says === undefined ? '' : ` (${says})`;
  if (mishap === 'not-sent' || mishap === 'lost' || mishap === 'busy') return [{ what: 'reachability', ok: false, says: `${name} does not answer at ${at}${why}: look at the address and the firewall.` }, ...expiry];
  const answers: Finding = { what: 'reachability', ok: true, says: `${name} answers at ${at}.` };
  if (isFailure(failure, 'payment.credentials-refused')) return [answers, { what: 'credentials', ok: false, says: `${name} does not let us in${why}: look at the key.` }, ...expiry];
  const known = failure === undefined || isFailure(failure, 'payment.unknown-payment');
  return [answers, { what: 'credentials', ok: known, says: known ? `${name} takes our key.` : `${name} answered something else than was agreed${why}: look at the address and the version.` }, ...expiry];
}

async function keysAt(at: string, keys: SenderKeys): Promise<Finding> {
  const ok = await keys.keyOf('-').then(() => true, () => false);
  keys.close();
  return { what: 'credentials', ok, says: ok ? `The keys of who calls us are published at ${at}.` : `No keys can be had at ${at}: without them no callback is believed.` };
}

function readable(reference: string, secret: (reference: string) => string): Finding {
  const ok = secret(reference).length >= 16;
  return { what: 'credentials', ok, says: ok ? 'Who brings statements has a password.' : `The password at ${reference} is shorter than 16 characters: make a longer one.` };
}
