import { formatMoment, formatMoney } from '#services/belgium/formats.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Known } from './deeds.ts';
import { dossierTexts } from './dossier-texts.ts';
import { reasonIn } from './reason-texts.ts';
import { factTexts, stateTexts } from './state-texts.ts';

type Language = PageCtx['language'];

const section = (title: string, rows: readonly Content[], none: string): Markup => html`<section class="eid-card"><h2 class="utrecht-heading-2">${title}</h2>
${rows.length === 0 ? html`<p class="utrecht-paragraph">${none}</p>` : html`<ul class="eid-lines">${rows.map((row) => html`<li>${row}</li>
`)}</ul>`}</section>`;
const time = (at: number, language: Language) => html`<time datetime="${new Date(at).toISOString()}">${formatMoment(at, language)}</time>`;

export function visitsPart({ visits }: Known, language: Language): Markup {
  const [say, facts] = [sayIn(dossierTexts, language), sayIn(factTexts, language)];
  return section(say('visitsTitle'), visits.map(({ purpose, start, official, state }) => html`<strong>${facts(`purpose-${purpose}`)}</strong>: ${say(`visit-${state}`)}<br />${time(start, language)}, ${say('withOfficial', { who: official })}`), say('none'));
}

export function paymentsPart({ payments }: Known, language: Language): Markup | null {
  const say = sayIn(dossierTexts, language);
  if (payments.length === 0) return null;
  return section(say('paymentsTitle'), payments.map(({ amount, method, state, paidAt }) => html`<strong>${formatMoney(amount, language)}</strong>, ${say(`method-${method}`)}: ${say(`payment-${state}`)}${paidAt !== null && html`<br />${time(paidAt, language)}`}`), '');
}

export function messagesPart(messages: ActionOutput<'communication.messages'>['messages'] | undefined, language: Language): Markup | null {
  if (!messages) return null;
  const say = sayIn(dossierTexts, language);
  const rows = messages.toReversed().map(({ subject, medium, at, state, to }) => html`<strong>${subject}</strong>: ${say(`medium-${medium}`)}, ${say(`message-${state}`)}${to === 'representative' && html`, ${say('toRepresentative')}`}<br />${time(at, language)}`);
  return section(say('messagesTitle'), rows, say('none'));
}

/** The newest on top: what officials come for. */
export function historyPart({ dossier: { timeline } }: Known, language: Language): Markup {
  const say = sayIn(dossierTexts, language);
  return section(say('historyTitle'), timeline.toReversed().map(({ at, state, by, reason }) => html`<strong>${state === 'opened' ? say('opened') : stateTexts[state][language]}</strong>${reasonIn(language, reason) !== undefined && html`: ${reasonIn(language, reason)}`}<br />${time(at, language)}, ${whoDid(by, language)}`), say('none'));
}

/** References of people who work here are shown as they are; all else is a kind of doer. */
function whoDid(by: string, language: Language): string {
  const [kind, reference = ''] = by.split(':', 2);
  if (kind === 'official' || kind === 'administrator') return reference;
  return sayIn(dossierTexts, language)(kind === 'citizen' ? 'by-citizen' : 'by-house');
}
