import { z } from 'zod';
import { callFrom } from '#connectors/rest-kit/outward-headers.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { payment } from '../../payment.port.ts';
import { bodyAs, json, providerFront, Refusal } from './provider-front.ts';
import { keyFrom, webAddress } from './read-provider-request.ts';
import type { WireBooks, WirePayment } from './wire-books.ts';

const onlineMs = 20 * 60_000;
const euro = z.literal('EUR');
const amount = z.int().min(1).max(1_000_000);
const creation = z.object({ amount, currency: euro.default('EUR'), reference: z.string().max(35), description: z.string().max(140), callbackUrl: webAddress, returnUrl: webAddress });
const search = z.object({ from: z.iso.datetime(), to: z.iso.datetime(), reference: z.string().max(35) });
const refund = z.object({ amount, currency: euro, description: z.string().max(140).optional() });
const written = { open: 'PENDING', paid: 'SUCCEEDED', failed: 'FAILED', cancelled: 'CANCELLED', expired: 'EXPIRED' } as const;

export interface BancontactFrontOptions { readonly side: PortImplementation<typeof payment>; readonly books: WireBooks; readonly letsIn: (headers: WireRequest['headers']) => boolean; readonly url: string; readonly now: () => number }

/** The merchant API v3 of Bancontact Pay, as far as its documentation goes. Paths are below `/bancontact`. */
export function bancontactFront({ side, books, letsIn, url, now }: BancontactFrontOptions): WireHandler {
  const iso = (at: number) => new Date(at).toISOString();
  const linksOf = (id: string, open: boolean) => Object.fromEntries(Object.entries({
    self: `${url}/bancontact/v3/payments/${id}`, deeplink: `${url}/pay/${id}`, qrcode: `${url}/pay/${id}?code`, ...(open && { checkout: `${url}/pay/${id}`, cancel: `${url}/bancontact/v3/payments/${id}` }),
  }).map(([name, href]) => [name, { href }]));

  const detailsOf = async (id: string, { reference, amount: asked, description, createdAt, expiresAt }: WirePayment, request: WireRequest) => {
    const { status, at } = await side.status({ paymentId: id }, callFrom(request.headers, ''));
    return {
      paymentId: id, createdAt: iso(createdAt), expireAt: iso(expiresAt), currency: 'EUR', status: written[status], amount: asked, reference, description, ...(status === 'paid' && { succeededAt: iso(at) }),
      creditor: { profileId, merchantId: profileId, name: 'Sandbox', iban: 'BE**************34' }, _links: linksOf(id, status === 'open'),
    };
  };
  const known = (id: string): WirePayment => {
    const found = books.payments.get(id);
    if (!found || found.provider !== 'bancontact') throw new Refusal(404, 'PAYMENT_NOT_FOUND');
    return found;
  };
  const create = async (request: WireRequest): Promise<WireAnswer> => {
    const { callbackUrl, reference, description, returnUrl, amount: asked } = bodyAs(creation, request, field);
    const wanted = { provider: 'bancontact', reference, amount: asked, description, returnUrl, language: null, createdAt: now() } as const;
    books.file.transaction(() => { books.asked.put(reference, wanted); books.callbackUrls.put('bancontact', callbackUrl); });
    const { paymentId, expiresAt } = await side.start.perform({ reference, amount: asked, method: 'bancontact', description, returnUrl, language: 'nl', expiresAt: now() + onlineMs }, callFrom(request.headers, keyFrom(request)));
    books.payments.put(paymentId, { ...wanted, expiresAt });
    return json(201, { paymentId, status: 'PENDING', createdAt: iso(wanted.createdAt), expiresAt: iso(expiresAt), currency: 'EUR', amount: asked, reference, description, _links: linksOf(paymentId, true) });
  };
  const find = async (request: WireRequest): Promise<WireAnswer> => {
    const { reference } = bodyAs(search, request, field);
    const wanted = books.asked.get(reference);
    const found = await side.start.lookUp({ reference, amount: wanted?.amount ?? 1, method: 'bancontact', description: '', returnUrl: 'https://sandbox.invalid', language: 'nl', expiresAt: now() }, callFrom(request.headers, keyFrom(request)));
    if (found && wanted && !books.payments.get(found.paymentId)) books.payments.put(found.paymentId, { ...wanted, expiresAt: found.expiresAt });
    const details = found && wanted?.provider === 'bancontact' ? [await detailsOf(found.paymentId, known(found.paymentId), request)] : [];
    return json(200, { size: details.length, totalPages: details.length, totalElements: details.length, number: 0, details });
  };
  const payBack = async (id: string, request: WireRequest): Promise<WireAnswer> => {
    const key = request.headers['idempotency-key'] ?? '';
    if (key === '' || key.length > 64) throw new Refusal(400, 'FIELD_IS_REQUIRED', 'Idempotency-Key');
    const asked = bodyAs(refund, request, field);
    const { reference } = books.payments.get(id) ?? { reference: '' };
    const under = `${id} ${asked.amount}`;
    if ((books.refundKeys.get(key) ?? under) !== under) throw new Refusal(422, 'REFUND_REQUEST_CONFLICT');
    if (reference === '') throw new Refusal(422, 'PAYMENT_FOR_REFUND_NOT_FOUND');
    const { refundId } = await side.refund({ paymentId: id, reference, amount: asked.amount }, callFrom(request.headers, key));
    books.refundKeys.put(key, under);
    return json(201, { refundId, paymentId: id, status: 'PENDING', amount: asked.amount, currency: 'EUR', creationDate: iso(now()) });
  };

  const answer = async (request: WireRequest): Promise<WireAnswer> => {
    const { method, path } = request;
    const [, id = '', below = ''] = /^\/v3\/payments\/([\w-]{1,64})(\/refunds)?$/.exec(path) ?? [];
    if (method === 'POST' && path === '/v3/payments') return create(request);
    if (method === 'POST' && path === '/v3/payments/search') return find(request);
    if (method === 'POST' && below === '/refunds') return payBack(id, request);
    if (method === 'GET' && id !== '' && below === '') return json(200, await detailsOf(id, known(id), request));
    if (method === 'DELETE' && id !== '' && below === '') {
      known(id);
      await side.cancel({ paymentId: id }, callFrom(request.headers, keyFrom(request)));
      return { status: 204 };
    }
    throw new Refusal(404, 'PAYMENT_NOT_FOUND');
  };
  return providerFront({
    letsIn, answer, notLetIn: new Refusal(401, 'UNAUTHORIZED'), write: ({ status, code, message }) => json(status, { code, message, traceId: '0'.repeat(16), spanId: '0'.repeat(16) }),
    refusalOf: (failure) => refusals.get(failure),
  });
}

/** The profile of every municipality here: each has its own address to be called at. */
export const profileId = '5f0000000000000000000001';

const field = (name: string) => new Refusal(400, name === 'body' ? 'BODY_MISSING' : 'FIELD_IS_INVALID', name);
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['payment.unavailable', new Refusal(503, 'TRY_AGAIN_LATER')], ['payment.unknown-payment', new Refusal(404, 'PAYMENT_NOT_FOUND')], ['payment.not-open', new Refusal(422, 'PAYMENT_NOT_PENDING')],
  ['payment.refused', new Refusal(422, 'REFUND_NOT_POSSIBLE')],
]);
