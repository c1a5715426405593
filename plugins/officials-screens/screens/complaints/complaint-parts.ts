import { formatDay, formatMoment } from '#services/belgium/formats.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { shortReference } from '../dossier-rows.ts';
import { refusalIn } from '../refusal-texts.ts';
import { complaintRefusals, complaintsTexts } from './complaints-texts.ts';

export type Line = ActionOutput<'complaints.list'>['complaints'][number];
export type Complaint = ActionOutput<'complaints.show'>;
type Language = PageCtx['language'];

export const subjects = ['invitation', 'request', 'appointment', 'payment', 'visit', 'delivery', 'other'] as const;
export const tones = ['positive', 'neutral', 'negative'] as const;
export const sources = ['citizen', 'call', 'telephone', 'letter', 'crm'] as const;

/** Until when what is to be done, or since when it is done. What is overdue says so in a word, not in a colour alone. */
export function sayTerm({ state, dueOn, answerOn, overdue, endedAt }: Pick<Line, 'state' | 'dueOn' | 'answerOn' | 'overdue' | 'endedAt'>, language: Language): Content {
  const say = sayIn(complaintsTexts, language);
  if (endedAt !== null) return say('ended', { day: formatDay(dayOf(endedAt), language) });
  if (dueOn === null) return say('noDay');
  const takesUp = state === 'received' && dueOn !== answerOn;
  return html`${overdue && html`<span class="eid-tag eid-tag--late">${say('late')}</span> `}<time datetime="${dueOn}">${say(takesUp ? 'takeUpOn' : 'answerOn', { day: formatDay(dueOn, language) })}</time>`;
}

export function factsPart({ receivedAt, source, tone, answerOn, endedAt, dossier, reason, told }: Complaint, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const say = sayIn(complaintsTexts, language);
  return html`<section class="eid-card"><h2 class="utrecht-heading-2">${say('factsTitle')}</h2>
${facts([
    [say('received'), formatMoment(receivedAt, language)], [say('source'), say(`source-${source}`)], [say('tone'), say(`tone-${tone}`)],
    ...(answerOn === null || endedAt !== null ? [] : [[say('answerTitle'), say('answerOn', { day: formatDay(answerOn, language) })] as const]),
    ...(reason === null ? [] : [[say('reason'), say(`reason-${reason}`)] as const]), ...(told === null ? [] : [[say('told'), say(`told-${told}`)] as const]),
    [say('dossier'), dossier === null ? say('withoutDossier') : link(address(`/dossiers/${dossier}`), shortReference(dossier))],
  ])}</section>`;
}

export function wordsPart(title: string, text: string): Markup {
  return html`<section class="eid-card"><h2 class="utrecht-heading-2">${title}</h2>
${quoted(text)}</section>`;
}

export function quoted(text: string): Markup {
  return html`<blockquote class="eid-script">${text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => html`<p class="utrecht-paragraph">${line}</p>`)}</blockquote>`;
}

/** The newest on top, with who did it. */
export function stepsPart({ steps }: Complaint, language: Language): Markup {
  const say = sayIn(complaintsTexts, language);
  return html`<section class="eid-card"><h2 class="utrecht-heading-2">${say('stepsTitle')}</h2>
<ul class="eid-lines">${steps.toReversed().map(({ step, at, by, tone }) => html`<li><strong>${say(`step-${step}`, { tone: tone === null ? '' : say(`tone-${tone}`) })}</strong><br /><time datetime="${new Date(at).toISOString()}">${formatMoment(at, language)}</time>, ${whoDid(by, language)}</li>
`)}</ul></section>`;
}

/** References of people who work here are shown as they are; all else is a kind of doer. */
function whoDid(by: string, language: Language): string {
  const say = sayIn(complaintsTexts, language);
  if (by.startsWith('official:')) return by.slice('official:'.length);
  if (by === 'citizen') return say('by-citizen');
  return say(by === 'system:crm' ? 'by-crm' : 'by-house');
}

const isRefusal = (type: string): type is keyof typeof complaintRefusals => Object.hasOwn(complaintRefusals, type);
export const refusalOf = (language: Language, type: string | undefined): string | undefined =>
  type === undefined ? undefined : isRefusal(type) ? complaintRefusals[type][language] : refusalIn(language, type);

/** What was said about one dossier, each leading to its own page. */
export async function complaintsPart({ call, may, language, address }: Pick<PageCtx, 'call' | 'may' | 'language' | 'address'>, dossier: string): Promise<Markup | null> {
  if (!may('complaints.ofDossier') || !may('complaints.show')) return null;
  const { complaints } = await call('complaints.ofDossier', { dossier });
  if (complaints.length === 0) return null;
  const say = sayIn(complaintsTexts, language);
  return html`<section class="eid-card"><h2 class="utrecht-heading-2">${say('ofDossier')}</h2>
<ul class="eid-lines">${complaints.map(({ complaint, about, tone, state, receivedAt }) => html`<li>${link(address(`/complaints/${complaint}`), `${say(`about-${about}`)}: ${say(`tone-${tone}`)}`)}<br />${say(`state-${state}`)}, ${say('receivedOn', { day: formatDay(dayOf(receivedAt), language) })}</li>
`)}</ul></section>`;
}
