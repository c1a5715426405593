import { formatMoment } from '#services/belgium/formats.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { shortReference } from './dossier-rows.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { purposeTexts } from './purpose-texts.ts';
import { worklistTexts } from './worklist-texts.ts';

type Visit = ActionOutput<'appointments.overdue'>['visits'][number];
/** The rest is said in a figure: the oldest are to be looked at first. */
const mostShown = 10;

/** Visits whose time is past and of which nobody said what came of them; nothing for those who may not see calendars. */
export async function overdueVisits({ call, may }: PageCtx): Promise<readonly Visit[] | undefined> {
  return may('appointments.overdue') ? (await orNothing(call('appointments.overdue', {})))?.visits : undefined;
}

/** Asks about each of them, with the two ways on: the visit was held and is recorded now, or it was not and says why. */
export function wasItHeld(visits: readonly Visit[] | undefined, ctx: PageCtx): Markup | null {
  if (!visits || visits.length === 0) return null;
  const say = sayIn(worklistTexts, ctx.language);
  return html`<section id="was-it-held" class="eid-note"><h2 class="utrecht-heading-2">${say('heldTitle')} <span class="eid-tag eid-tag--late">${visits.length}</span></h2>
<ul class="eid-lines">${visits.slice(0, mostShown).map((visit) => html`<li>${oneVisit(visit, ctx)}</li>
`)}</ul>
${visits.length > mostShown && html`<p class="utrecht-paragraph">${say('heldMore', { count: visits.length - mostShown })}</p>`}</section>`;
}

function oneVisit(visit: Visit, ctx: PageCtx): Content {
  const { dossier, purpose, start, official } = visit;
  const { language, address } = ctx;
  return html`<a class="utrecht-link" href="${address(`/dossiers/${dossier}`)}">${purposeTexts[purpose][language]} <span class="eid-reference">${shortReference(dossier)}</span></a>
${formatMoment(start, language)}, ${official}
${waysOn(visit, ctx)}`;
}

/** Whoever may not do visits sees whom to ask. */
function waysOn({ dossier, purpose, official }: Visit, { language, address, may }: PageCtx): Markup {
  const say = sayIn(worklistTexts, language);
  if (!may(purpose === 'capture' ? 'biometrics.startVisit' : 'delivery.startVisit')) return html`<br />${say('heldAsk', { official })}`;
  const way = (path: string, label: string) => html`<li><a class="eid-deed" href="${address(path)}">${label}<span class="eid-unseen"> ${shortReference(dossier)}</span></a></li>`;
  return html`<ul class="eid-deeds">${way(`/visits/${dossier}/${purpose}`, say('heldYes'))}${way(`/visits/${dossier}/${purpose}/stop`, say('heldNo'))}</ul>`;
}
