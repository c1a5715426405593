import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatDay, formatMoney } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { requestTexts } from './request-texts.ts';
import { statusTexts } from './status-texts.ts';
import type { Status } from './visits-list.ts';

type Payment = Status['payments'][number];

/** Where a payment stands: how to transfer, or what the bank said. Citizens come back here from paying. */
export const payPage = definePage({
  path: '/pay', for: 'citizen',
  show: async (ctx) => {
    const { call, dossier, language, address } = ctx;
    const { payments } = await call('request.status', { dossier });
    const say = sayIn(statusTexts, language);
    return {
      title: say('payTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('payTitle')}</h1>
${bodyOf(latestOf(payments), ctx)}
<p class="utrecht-paragraph">${link(address('/status'), sayIn(requestTexts, language)('toStatus'))}</p>`,
    };
  },
});

/** One that is paid or open says more than those that failed before it. */
export function latestOf(payments: readonly Payment[]): Payment | undefined {
  const order: readonly Payment['state'][] = ['open', 'starting', 'paid', 'refunding', 'refunded'];
  return order.flatMap((state) => payments.filter((payment) => payment.state === state))[0] ?? payments.at(-1);
}

function bodyOf(payment: Payment | undefined, { language, address, telephone }: PageCtx): Markup {
  const say = sayIn(statusTexts, language);
  if (!payment) return html`<p class="utrecht-paragraph">${say('payNone')}</p>`;
  const amount = formatMoney(payment.amount, language);
  const bodies: { readonly [S in Payment['state']]: () => Markup } = {
    paid: () => html`<p class="eid-note" role="status">${say('paid', { amount })}</p><p class="utrecht-paragraph">${link(address('/done'), say('doneNextTitle'))}</p>`,
    refunding: () => html`<p class="eid-note" role="status">${say('refunded', { amount })}</p>`, refunded: () => bodies.refunding(),
    failed: () => html`<p class="eid-wrong" role="alert">${say('payFailed', { telephone })}</p>`, expired: () => bodies.failed(), cancelled: () => bodies.failed(),
    open: () => (payment.transfer ? transferOf(payment, payment.transfer, language, address) : html`<p class="utrecht-paragraph">${say('payOpen', { amount })}</p>
<p class="utrecht-paragraph">${link(address('/pay'), say('payAgain'))}</p>
${payment.checkoutUrl !== null && html`<p class="utrecht-paragraph">${link(payment.checkoutUrl, say('payOn'))}</p>`}`),
    starting: () => bodies.open(),
  };
  return bodies[payment.state]();
}

function transferOf({ amount, expiresAt }: Payment, { iban, beneficiary, communication }: NonNullable<Payment['transfer']>, language: PageCtx['language'], address: PageCtx['address']): Markup {
  const say = sayIn(statusTexts, language);
  const money = formatMoney(amount, language);
  return html`<p class="utrecht-paragraph">${say('transferIntro', { amount: money, day: formatDay(dayOf(expiresAt), language) })}</p>
${facts([[say('amount'), money], [say('iban'), iban.replaceAll(/(.{4})(?=.)/g, '$1 ')], [say('beneficiary'), beneficiary], [say('communication'), communication]])}
<p><img src="${address('/pay-code')}" width="220" height="220" alt="${say('qr')}" /></p>`;
}
