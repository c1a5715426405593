import { z } from 'zod';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { paymentFailures } from '../../payment.port.ts';
import { openProvider, type Noticed } from '../ask-provider.ts';
import { payableAt, withdraw, type OnlineProvider, type Standing, type Start, type Started } from '../online-provider.ts';
import type { PaymentFailure } from '../payment-failure-table.ts';
import type { MollieSettings } from '../payment-settings.ts';

/** Where Mollie calls us, below the address of this connector. */
export const webhookPath = '/mollie';
export const mollieId = z.string().regex(/^tr_[A-Za-z0-9]{4,40}$/);

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const names = ['open', 'pending', 'authorized', 'paid', 'failed', 'canceled', 'expired'] as const;
const statuses = { open: 'open', pending: 'open', authorized: 'open', paid: 'paid', failed: 'failed', canceled: 'cancelled', expired: 'expired' } as const satisfies Readonly<Record<(typeof names)[number], Standing['status']>>;
const euros = z.object({ currency: z.literal('EUR'), value: z.string().regex(/^\d{1,8}\.\d\d$/) }).transform(({ value }) => Number(value.replace('.', '')));
const one = z.object({
  id: mollieId, status: z.enum(names), amount: euros, createdAt: instant,
  expiresAt: instant.nullish(), paidAt: instant.nullish(), canceledAt: instant.nullish(), expiredAt: instant.nullish(), failedAt: instant.nullish(),
  metadata: z.looseObject({ reference: z.string().optional() }).nullish().catch(null), _links: z.object({ checkout: z.object({ href: z.string() }).nullish() }),
});
type Payment = z.output<typeof one>;
const page = z.object({ _embedded: z.object({ payments: z.array(one) }), _links: z.object({ next: z.object({ href: z.string() }).nullish() }) });
const refunded = z.object({ id: z.string().min(1).max(100) });

const refusal = z.object({ status: z.int(), title: z.string() });
const byStatus: ReadonlyMap<number, PaymentFailure> = new Map([[400, 'refused'], [404, 'unknown-payment'], [409, 'unclear'], [410, 'unknown-payment'], [422, 'refused'], [503, 'unavailable']]);

/** Mollie has no codes: its error repeats the status, and that is how it is told from a proxy's. */
function statedByMollie(httpStatus: number, body: unknown): PaymentFailure | undefined {
  return refusal.safeParse(body).data?.status === httpStatus ? byStatus.get(httpStatus) : undefined;
}

const weekMs = 7 * 86_400_000;
const pages = 40;
const payments = '/v2/payments';

/** Mollie, payments API v2. */
export function openMollie({ config, secret, now, url }: Pick<LiveEnv<MollieSettings>, 'config' | 'secret' | 'now' | 'url'>, notice?: (noticed: Noticed) => void): OnlineProvider {
  const provider = openProvider({ place: config, secret, statedIn: statedByMollie, ...(notice && { notice }) });
  const started = ({ id, expiresAt, _links }: Payment, asked: Start): Started | undefined => {
    const checkoutUrl = payableAt(_links.checkout?.href, config.url);
    return checkoutUrl === undefined ? undefined : { paymentId: id, checkoutUrl, expiresAt: Math.min(expiresAt ?? asked.expiresAt, asked.expiresAt) };
  };
  const status: OnlineProvider['status'] = async (paymentId, call) => {
    const said = await provider.ask({ method: 'GET', path: `${payments}/{id}`, id: paymentId, kind: 'read', done: [200], answer: one }, call);
    if (said.id !== paymentId) throw paymentFailures.unreadable();
    return standingOf(said, now());
  };
  /** Newest first, until before the time in which ours can have been made. Mollie finds nothing by our reference. */
  const allSince = async (since: number, call: OutwardCall): Promise<Payment[]> => {
    const all: Payment[] = [];
    for (let turn = 0; turn < pages; turn += 1) {
      const from = all.at(-1)?.id;
      // The next page is asked for by id: an address in an answer is not followed.
      const { _embedded: { payments: more }, _links: { next } } = await provider.ask({ method: 'GET', path: payments, query: { limit: '250', ...(from !== undefined && { from }) }, kind: 'read', done: [200], answer: page }, call);
      const fresh = more.filter(({ id }) => id !== from);
      all.push(...fresh);
      if (!next || fresh.some(({ createdAt }) => createdAt < since)) return all;
      if (fresh.length === 0) break;
    }
    throw paymentFailures['cannot-tell']();
  };

  return {
    start: async (asked, call) => {
      const answer = started(await provider.ask({
        method: 'POST', path: payments, kind: 'write', once: true, done: [201], answer: one, headers: { 'idempotency-key': call.key },
        body: {
          amount: inEuros(asked.amount), description: asked.description, redirectUrl: asked.returnUrl, webhookUrl: `${url()}${webhookPath}`, locale: locales[asked.language], metadata: { reference: asked.reference },
          method: asked.method === 'bancontact' ? ['bancontact'] : config.bank === 'any' ? ['kbc', 'belfius'] : [config.bank],
        },
      }, call), asked);
      if (!answer) throw paymentFailures.unclear();
      return answer;
    },
    lookUp: async (asked, call) => {
      const ours = (await allSince(asked.expiresAt - weekMs, call)).filter(({ metadata }) => metadata?.reference === asked.reference).toSorted((a, b) => a.createdAt - b.createdAt);
      const chosen = ours.find(({ status: said }) => said === 'paid') ?? ours[0];
      if (!chosen) return undefined;
      if (ours.some(({ amount }) => amount !== asked.amount)) throw paymentFailures['cannot-tell']();
      // One that has ended has no page any more: it is shown at ours, which says so.
      return started(chosen, asked) ?? { paymentId: chosen.id, checkoutUrl: asked.returnUrl, expiresAt: asked.expiresAt };
    },
    status,
    cancel: async (paymentId, call) => {
      try {
        await provider.ask({ method: 'DELETE', path: `${payments}/{id}`, id: paymentId, kind: 'write', headers: { 'idempotency-key': call.key }, done: [200, 204], answer: z.unknown() }, call);
      } catch (error) {
        if (!isFailure(error, 'payment.refused')) throw error;
        await withdraw({ status }, paymentId, call);
      }
    },
    refund: async ({ paymentId, reference, amount }, call) => {
      const { id } = await provider.ask({
        method: 'POST', path: `${payments}/{id}/refunds`, id: paymentId, kind: 'write', headers: { 'idempotency-key': call.key }, body: { amount: inEuros(amount), description: reference }, done: [201], answer: refunded,
      }, call);
      return { refundId: id };
    },
    close: () => provider.close(),
  };
}

function standingOf({ status: said, createdAt, expiresAt, paidAt, canceledAt, expiredAt, failedAt }: Payment, now: number): Standing {
  const status = statuses[said];
  const at = { open: createdAt, paid: paidAt, cancelled: canceledAt, failed: failedAt, expired: expiredAt ?? expiresAt }[status];
  return { status, at: at ?? now };
}

const locales = { nl: 'nl_BE', fr: 'fr_BE', de: 'de_DE', en: 'en_US' } as const;
const inEuros = (cents: number) => ({ currency: 'EUR', value: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}` });
