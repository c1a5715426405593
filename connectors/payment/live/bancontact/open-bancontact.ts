import { z } from 'zod';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { paymentFailures } from '../../payment.port.ts';
import { openProvider, type Noticed } from '../ask-provider.ts';
import { payableAt, withdraw, type OnlineProvider, type Start, type Started, type Standing } from '../online-provider.ts';
import type { BancontactSettings } from '../payment-settings.ts';
import { created, details, found, refunded, statedByBancontact, statuses, type Details } from './bancontact-answers.ts';

const weekMs = 7 * 86_400_000;
const nothing = z.unknown();
const payments = '/v3/payments';
const one = `${payments}/{id}`;

/** Where Bancontact Pay calls us, below the address of this connector. */
export const callbackPath = '/bancontact';

type Env = Pick<LiveEnv<BancontactSettings>, 'config' | 'secret' | 'now' | 'url'>;

/** Bancontact Pay (Payconiq), merchant API v3. */
export function openBancontact({ config, secret, now, url }: Env, notice?: (noticed: Noticed) => void): OnlineProvider {
  const provider = openProvider({ place: config, secret, statedIn: statedByBancontact, ...(notice && { notice }) });

  const started = (paymentId: string, expiresAt: number, links: Details['_links']): Started | undefined => {
    const checkoutUrl = payableAt(links?.checkout?.href ?? links?.deeplink?.href, config.url);
    return checkoutUrl === undefined ? undefined : { paymentId, checkoutUrl, expiresAt };
  };
  const read = (paymentId: string, call: Parameters<OnlineProvider['status']>[1]) => provider.ask({ method: 'GET', path: one, id: paymentId, kind: 'read', done: [200], answer: details }, call);
  const status: OnlineProvider['status'] = async (paymentId, call) => {
    const said = await read(paymentId, call);
    // Nobody may answer about another payment than was asked for.
    if (said.paymentId !== paymentId) throw paymentFailures.unreadable();
    return standingOf(said, now());
  };

  return {
    start: async ({ reference, amount, description, returnUrl }, call) => {
      const { paymentId, expiresAt, _links } = await provider.ask({
        method: 'POST', path: payments, kind: 'write', once: true, done: [201], answer: created,
        body: { amount, currency: 'EUR', reference, description, callbackUrl: `${url()}${callbackPath}`, returnUrl },
      }, call);
      const answer = started(paymentId, expiresAt, _links);
      if (!answer) throw paymentFailures.unclear();
      return answer;
    },
    lookUp: async (asked, call) => {
      const { totalPages, totalElements, details: all } = await provider.ask({
        method: 'POST', path: `${payments}/search`, query: { page: '0', size: '50' }, kind: 'read', done: [200], answer: found,
        body: { from: iso(asked.expiresAt - weekMs), to: iso(Math.max(now(), asked.expiresAt) + weekMs), reference: asked.reference },
      }, call);
      // Not all of them, or others than were asked for: then nobody knows whether ours is among what is missing.
      if (totalPages > 1 || totalElements !== all.length || all.some(({ reference }) => reference !== asked.reference)) throw paymentFailures['cannot-tell']();
      const chosen = chosenOf(all, asked);
      if (chosen === undefined) return undefined;
      const answer = started(chosen.paymentId, chosen.expireAt, chosen._links);
      if (!answer) throw paymentFailures['cannot-tell']();
      return answer;
    },
    status,
    cancel: async (paymentId, call) => {
      try {
        await provider.ask({ method: 'DELETE', path: one, id: paymentId, kind: 'write', done: [204], answer: nothing }, call);
      } catch (error) {
        if (!isFailure(error, 'payment.not-open')) throw error;
        await withdraw({ status }, paymentId, call);
      }
    },
    refund: ({ paymentId, reference, amount }, call) => provider.ask({
      method: 'POST', path: `${one}/refunds`, id: paymentId, kind: 'write', headers: { 'idempotency-key': call.key }, body: { amount, currency: 'EUR', description: reference }, done: [200, 201], answer: refunded,
    }, call),
    close: () => provider.close(),
  };
}

/** @throws payment.cannot-tell where one of them is not for this amount: then somebody else uses our references. */
function chosenOf(all: readonly Details[], { amount }: Start): Details | undefined {
  if (all.some((other) => other.amount !== amount)) throw paymentFailures['cannot-tell']();
  const first = all.toSorted((a, b) => a.createdAt - b.createdAt)[0];
  return all.find(({ status }) => statuses[status] === 'paid') ?? first;
}

function standingOf({ status: said, createdAt, expireAt, succeededAt }: Details, now: number): Standing {
  const status = statuses[said];
  const at = { open: createdAt, paid: succeededAt ?? now, failed: now, cancelled: now, expired: expireAt }[status];
  return { status, at };
}

const iso = (at: number): string => new Date(at).toISOString();
