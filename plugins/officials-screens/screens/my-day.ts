import { dayOf } from '#services/belgium/brussels-time.ts';
import { formatTime } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { shortReference } from './dossier-rows.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { factTexts } from './state-texts.ts';
import { worklistTexts } from './worklist-texts.ts';

/** Today's visits of who looks; nothing for those who visit nobody. */
export async function visitsOfToday({ call, may, actor, now }: PageCtx) {
  if (!may('appointments.day')) return undefined;
  return (await orNothing(call('appointments.day', { official: actor.replace(/^official:/, ''), day: dayOf(now()) })))?.visits;
}
type Visits = Awaited<ReturnType<typeof visitsOfToday>>;

export function myDay(visits: Visits, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup | null {
  if (!visits || visits.length === 0) return null;
  const [say, facts] = [sayIn(worklistTexts, language), sayIn(factTexts, language)];
  return html`<h2 class="utrecht-heading-2">${say('myDay')}</h2>
<ul class="eid-day">${visits.map(({ dossier, purpose, start, end, state }) => html`<li><strong>${formatTime(start, language)} - ${formatTime(end, language)}</strong> <a class="utrecht-link" href="${address(`/dossiers/${dossier}`)}">${facts(`purpose-${purpose}`)} <span class="eid-reference">${shortReference(dossier)}</span></a>${state === 'kept' && html` <span class="eid-tag">${say('kept')}</span>`}</li>
`)}</ul>`;
}
