import { z } from 'zod';
import { callFrom } from '#connectors/rest-kit/outward-headers.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { payment } from '../../payment.port.ts';
import { bodyAs, json, providerFront, Refusal } from './provider-front.ts';
import { keyFrom, webAddress } from './read-provider-request.ts';
import type { WireBooks, WirePayment } from './wire-books.ts';

const onlineMs = 20 * 60_000;
const money = z.strictObject({ currency: z.literal('EUR'), value: z.string().regex(/^\d{1,5}\.\d\d$/) }).transform(({ value }) => Number(value.replace('.', '')));
const creation = z.object({
  amount: money, description: z.string().max(255), redirectUrl: webAddress, webhookUrl: webAddress, locale: z.enum(['nl_BE', 'fr_BE', 'de_DE', 'en_US']), metadata: z.object({ reference: z.string().max(35) }),
  method: z.array(z.enum(['bancontact', 'kbc', 'belfius', 'banktransfer'])).min(1),
});
const refund = z.object({ amount: money, description: z.string().max(255).optional() });
const written = { open: 'open', paid: 'paid', failed: 'failed', cancelled: 'canceled', expired: 'expired' } as const;
const moments = { open: undefined, paid: 'paidAt', failed: 'failedAt', cancelled: 'canceledAt', expired: 'expiredAt' } as const;
const hal = 'application/hal+json';

export interface MollieFrontOptions { readonly side: PortImplementation<typeof payment>; readonly books: WireBooks; readonly letsIn: (headers: WireRequest['headers']) => boolean; readonly url: string; readonly now: () => number }

/** The payments API v2 of Mollie. Paths are below `/mollie`; `tr_` and our own id is a payment's id there. */
export function mollieFront({ side, books, letsIn, url, now }: MollieFrontOptions): WireHandler {
  const iso = (at: number) => new Date(at).toISOString();
  const shown = async (id: string, { reference, amount, description, createdAt, expiresAt }: WirePayment, request: WireRequest) => {
    const { status, at } = await side.status({ paymentId: id }, callFrom(request.headers, ''));
    const moment = moments[status];
    return {
      resource: 'payment', id: `tr_${id}`, mode: 'test', status: written[status], amount: inEuros(amount), description, metadata: { reference }, createdAt: iso(createdAt), expiresAt: iso(expiresAt),
      ...(moment && { [moment]: iso(at) }), _links: { self: { href: `${url}/mollie/v2/payments/tr_${id}`, type: hal }, ...(status === 'open' && { checkout: { href: `${url}/pay/${id}`, type: 'text/html' } }) },
    };
  };
  const known = (id: string): WirePayment => {
    const found = books.payments.get(id);
    if (found?.provider !== 'mollie') throw new Refusal(404, 'Not Found', 'No payment exists with this token.');
    return found;
  };
  const create = async (request: WireRequest): Promise<WireAnswer> => {
    const { webhookUrl, redirectUrl: returnUrl, metadata: { reference }, amount, description, locale, method } = bodyAs(creation, request, field);
    const language = z.enum(['nl', 'fr', 'de', 'en']).parse(locale.slice(0, 2));
    const wanted = { provider: 'mollie', reference, amount, description, returnUrl, language, createdAt: now() } as const;
    books.file.transaction(() => { books.asked.put(reference, wanted); books.callbackUrls.put('mollie', webhookUrl); });
    const { paymentId, expiresAt } = await side.start.perform({
      reference, amount, method: method.includes('bancontact') ? 'bancontact' : 'online-banking', description: description.slice(0, 140), returnUrl, language, expiresAt: now() + onlineMs,
    }, callFrom(request.headers, keyFrom(request)));
    const made = { ...wanted, expiresAt };
    books.payments.put(paymentId, made);
    return json(201, await shown(paymentId, made, request), hal);
  };
  /** Newest first. What was made without an answer being heard is found too: it is looked for behind every reference that was ever asked. */
  const list = async (request: WireRequest): Promise<WireAnswer> => {
    const call = callFrom(request.headers, keyFrom(request));
    const unheard = books.asked.all().filter(({ id, document: { provider } }) => provider === 'mollie' && !books.payments.all().some(({ document }) => document.reference === id));
    for (const { id: reference, document } of unheard) {
      const found = await side.start.lookUp({ reference, amount: document.amount, method: 'online-banking', description: '', returnUrl: document.returnUrl, language: 'nl', expiresAt: now() }, call);
      if (found) books.payments.put(found.paymentId, { ...document, expiresAt: found.expiresAt });
    }
    if (unheard.length === 0) await side.start.lookUp({ reference: 'none', amount: 1, method: 'online-banking', description: '', returnUrl: 'https://sandbox.invalid', language: 'nl', expiresAt: now() }, call);
    const all = books.payments.all().filter(({ document: { provider } }) => provider === 'mollie').toReversed();
    const from = request.query.get('from');
    const begin = from === null ? 0 : all.findIndex(({ id }) => `tr_${id}` === from);
    if (begin < 0) throw new Refusal(400, 'Bad Request', 'from');
    const limit = Number(request.query.get('limit') ?? 50);
    const shownNow = await Promise.all(all.slice(begin, begin + limit).map(({ id, document }) => shown(id, document, request)));
    const next = all[begin + limit];
    return json(200, { count: shownNow.length, _embedded: { payments: shownNow }, _links: { next: next ? { href: `${url}/mollie/v2/payments?from=tr_${next.id}&limit=${limit}`, type: hal } : null } }, hal);
  };
  const payBack = async (id: string, request: WireRequest): Promise<WireAnswer> => {
    const { amount } = bodyAs(refund, request, field);
    const { reference } = known(id);
    const { refundId } = await side.refund({ paymentId: id, reference, amount }, callFrom(request.headers, request.headers['idempotency-key'] ?? keyFrom(request)));
    return json(201, { resource: 'refund', id: `re_${refundId.replaceAll('-', '')}`, status: 'pending', amount: inEuros(amount), paymentId: `tr_${id}` }, hal);
  };

  const answer = async (request: WireRequest): Promise<WireAnswer> => {
    const { method, path } = request;
    const [, id = '', below = ''] = /^\/v2\/payments\/tr_([0-9a-f]{24})(\/refunds)?$/.exec(path) ?? [];
    if (path === '/v2/payments' && method === 'POST') return create(request);
    if (path === '/v2/payments' && method === 'GET') return list(request);
    if (below === '/refunds' && method === 'POST') return payBack(id, request);
    if (id !== '' && below === '' && method === 'GET') return json(200, await shown(id, known(id), request), hal);
    if (id !== '' && below === '' && method === 'DELETE') {
      const found = known(id);
      await side.cancel({ paymentId: id }, callFrom(request.headers, keyFrom(request)));
      return json(200, await shown(id, found, request), hal);
    }
    throw new Refusal(404, 'Not Found');
  };
  return providerFront({
    letsIn, answer, notLetIn: new Refusal(401, 'Unauthorized Request'), write: ({ status, code, message }) => json(status, { status, title: code, detail: message }, hal), refusalOf: (failure) => refusals.get(failure),
  });
}

const inEuros = (cents: number) => ({ currency: 'EUR', value: (cents / 100).toFixed(2) });
const field = (name: string) => new Refusal(422, 'Unprocessable Entity', name);
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['payment.unavailable', new Refusal(503, 'Service Unavailable')], ['payment.unknown-payment', new Refusal(404, 'Not Found')], ['payment.not-open', new Refusal(422, 'Unprocessable Entity', 'The payment cannot be canceled.')],
  ['payment.refused', new Refusal(422, 'Unprocessable Entity')],
]);
