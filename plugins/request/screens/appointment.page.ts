import { formatAddress, formatDay, formatMoney } from '#services/belgium/formats.ts';
import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { appointmentTexts } from './appointment-texts.ts';
import { choicesIn } from './choices-in-address.ts';
import { letterOf } from '#services/pieces/ground-in-address.ts';
import { button, choice, facts, problemSummary, type Wrong } from '#services/pieces/form-pieces.ts';
import { overviewOrRefusal } from './overview-or-refusal.ts';
import { requestTexts } from './request-texts.ts';

/** First of three steps: what is known already, why somebody comes, and who asks. Its form asks for a page and changes nothing. */
export const appointmentPage = definePage({
  path: '/appointment', for: 'citizen',
  show: async (ctx) => {
    const { call, dossier, language, address, query, telephone } = ctx;
    const { may } = await call('request.status', { dossier });
    if (!may.submit) return { goTo: address('/status') };
    const found = await overviewOrRefusal(ctx);
    if ('refused' in found) return found.refused;
    const { citizen, representative, representativeMustBePresent, expiresOn, grounds } = found.overview;

    const [say, shared] = [sayIn(appointmentTexts, language), sayIn(requestTexts, language)];
    const { ground, who } = choicesIn(query);
    const known = grounds.find((one) => one.known)?.ground;
    const wrong: Wrong[] = [
      ...(query.has('missing') && !ground ? [{ field: 'why', said: say('whyMissing') }] : []), ...(query.has('missing') && !who ? [{ field: 'who', said: say('whoMissing') }] : []),
    ];
    const priceOf = (amount: number) => (amount === 0 ? shared('free') : formatMoney(amount, language));
    const shownGround = ground ?? known;
    return {
      title: say('title'), ...(wrong.length > 0 && { status: 422 }),
      body: html`<p class="eid-step">${shared('step', { number: 1 })}</p>
<h1 class="utrecht-heading-1">${say('hello', { name: citizen.firstName })}</h1>
${problemSummary(shared('problems'), wrong)}
<p class="utrecht-paragraph">${say('expires', { day: formatDay(expiresOn, language) })}</p>
<h2 class="utrecht-heading-2">${say('knownTitle')}</h2>
${facts([
    [say('name'), `${citizen.firstName} ${citizen.lastName}`],
    [say('address'), formatAddress(citizen.address, language).map((line, index) => html`${index > 0 && html`<br />`}${line}`)],
    ...(representative ? [[say('represented'), `${representative.firstName} ${representative.lastName}`] as const] : []),
  ])}
<p class="utrecht-paragraph">${say('notRight', { telephone })}</p>
${representativeMustBePresent && html`<p class="eid-note">${say('mustBePresent')}</p>`}
<form method="get" action="${address('/moment')}">
${choice({
    name: 'why', legend: say('whyTitle'), help: say('whyHelp'), wrong, chosen: shownGround && letterOf(shownGround),
    options: grounds.map((one) => ({ value: letterOf(one.ground), label: say(one.ground), more: priceOf(one.amount) })),
  })}
${choice({ name: 'who', legend: say('whoTitle'), wrong, chosen: who, options: [{ value: 'self', label: say('self') }, { value: 'other', label: say('other') }] })}
<p class="eid-actions">${button(shared('continue'))}</p>
</form>`,
    };
  },
});
