import { formatAddress, formatMoney } from '#services/belgium/formats.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import { checkFields, contactOf, wrongIn } from './check-fields.ts';
import { choicesIn, withChoices } from './choices-in-address.ts';
import { contactFields, helperFields } from './contact-fields.ts';
import { button, choice, facts, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { overviewOrRefusal } from './overview-or-refusal.ts';
import { refusalIn } from './refusal-texts.ts';
import { requestTexts } from './request-texts.ts';
import { sayVisit } from './say-visit.ts';

/** Last of three steps: all choices once more, how the citizen is reached, how the fee is paid. Only its button asks for the visit. */
export const checkPage = definePage({
  path: '/check', for: 'citizen',
  show: async (ctx, tried) => {
    const { call, dossier, language, query, formFields } = ctx;
    const { ground, who, start } = choicesIn(query);
    if (!ground || !who) return { goTo: withChoices(ctx, '/appointment', { missing: '1' }) };
    if (start === undefined) return { goTo: withChoices(ctx, '/moment', { missing: '1' }) };
    const [found, { slots }] = await Promise.all([overviewOrRefusal(ctx), call('appointments.offer', { dossier, purpose: 'capture', ground })]);
    if ('refused' in found) return found.refused;
    const { citizen, representative, grounds } = found.overview;
    const price = grounds.find((one) => one.ground === ground);
    if (!price) return { goTo: withChoices(ctx, '/appointment', { missing: '1' }) };

    const [say, shared] = [sayIn(appointmentTexts, language), sayIn(requestTexts, language)];
    const slot = slots.find((one) => one.start === start);
    const wrong = tried ? wrongIn(tried.problems, language) : [];
    // Newer data than what was typed upon is shown anew: else it would be overwritten unseen.
    const values = tried?.failure === 'request.contact-changed' ? undefined : tried?.values;
    const refused = tried?.failure === undefined ? slot ? undefined : refusalIn(language, 'appointments.moment-taken') : refusalIn(language, tried.failure);
    const money = price.amount === 0 ? shared('free') : formatMoney(price.amount, language);
    return {
      title: say('checkTitle'), ...((wrong.length > 0 || refused !== undefined) && { status: 422 }),
      body: html`<p class="eid-step">${shared('step', { number: 3 })}</p>
<h1 class="utrecht-heading-1">${say('checkTitle')}</h1>
${problemSummary(shared('problems'), wrong, refused)}
${facts([
    [say('when'), html`${slot && html`${sayVisit(slot, language)}<br />`}${link(withChoices(ctx, '/moment'), say('changeWhen'))}`],
    [say('address'), formatAddress(citizen.address, language).join(', ')],
    [say('why'), html`${say(ground)}<br />${link(withChoices(ctx, '/appointment'), say('changeWhy'))}`],
    [say('price'), money],
  ])}
${slot && html`<form method="post" action="${withChoices(ctx, '/check')}" novalidate>${formFields('confirm')}
<input type="hidden" name="version" value="${values?.['version'] ?? citizen.version}" /><input type="hidden" name="who" value="${who}" /><input type="hidden" name="fee" value="${price.amount === 0 ? '' : 'yes'}" />
${contactFields({ citizen, values, wrong, language })}
${who === 'other' && helperFields({ representative, values, wrong, language })}
${price.amount > 0 && choice({ name: 'method', legend: say('payTitle'), wrong, chosen: values?.['method'], options: price.methods.map((method) => ({ value: method, label: say(method) })) })}
<p class="eid-actions">${button(price.amount === 0 ? say('confirmFree') : say('confirmPaid', { amount: money }))}</p>
</form>`}`,
    };
  },
  forms: { confirm: defineForm(checkFields, confirm) },
});

async function confirm(ctx: PageCtx, values: Parameters<typeof contactOf>[0]) {
  const { call, dossier, query, address, wholeAddress } = ctx;
  const { ground, who, start } = choicesIn(query);
  if (!ground || !who || start === undefined) return { goTo: withChoices(ctx, '/appointment', { missing: '1' }) };
  const contact = contactOf(values, await call('request.overview', { dossier }));
  const { payment } = await call('request.submit', {
    dossier, ground, start, declaredBy: who === 'other' ? 'representative' : 'citizen', ...(contact && { contact }),
    ...(values.method !== undefined && { method: values.method, returnUrl: wholeAddress('/pay') }),
  });
  if (!payment) return { goTo: address('/done') };
  return { goTo: payment.checkoutUrl ?? address('/pay') };
}
