import { formatDay, formatMoment } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { becauseTexts } from './because-texts.ts';
import { complaintsPart } from './complaints/complaint-parts.ts';
import { complaintsTexts } from './complaints/complaints-texts.ts';
import { deedTexts } from './deed-texts.ts';
import { deeds, titleOf, type Deed, type Known } from './deeds.ts';
import { historyPart, messagesPart, paymentsPart, visitsPart } from './dossier-parts.ts';
import { dossierTexts } from './dossier-texts.ts';
import { knowDossier } from './know-dossier.ts';
import { nextOf } from './next-of.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { sayDue } from './say-due.ts';
import { factTexts, stateTexts } from './state-texts.ts';
import { nameOf, whoItIs, whoSection } from './who-it-is.ts';

/** One dossier: who it is about, where it stands, what comes next, and what may be done now. */
export const dossierPage = definePage({
  front: 'desk', path: '/dossiers/{dossier}', for: 'official', element: 'eid-dossier',
  show: async (ctx) => {
    const { language, call, may, address } = ctx;
    const known = await knowDossier(ctx);
    if (!known) return { goTo: address('/worklist') };
    const { dossier, state, effects } = known.dossier;
    const [who, messages, waiting, complaints, delivery] = await Promise.all([
      whoItIs(ctx, dossier), may('communication.messages') ? orNothing(call('communication.messages', { dossier })) : undefined,
      may('exceptions.list') ? call('exceptions.list', { dossier, limit: 1 }) : undefined, orNothing(complaintsPart(ctx, dossier)),
      may('delivery.show') ? orNothing(call('delivery.show', { dossier })) : undefined,
    ]);
    const say = sayIn(dossierTexts, language);
    const name = nameOf(who);
    const title = name === undefined ? say('titleNobody') : say('title', { name });
    return {
      // Each look names somebody, and is noted: it looks again by itself only while something is on its way.
      title, ...(effects.some((effect) => effect.state === 'waiting') && { live: 15 }),
      body: html`<h1 class="utrecht-heading-1">${title}</h1>
<p class="eid-note"><strong>${say('now')}: ${stateTexts[state][language]}</strong>${nextOf(state, language) !== undefined && html`<br />${say('next')}: ${nextOf(state, language)}`}${known.dossier.dueAt !== null && html`<br />${say('due')}: ${sayDue(known.dossier.dueAt, ctx)}`}</p>
${waitingPart(waiting?.total ?? 0, dossier, ctx)}
${deedsPart(known, ctx)}
<div class="eid-parts">
${whoSection(who, ctx)}
${factsPart(known, delivery?.because ?? null, ctx)}
${visitsPart(known, language)}
${paymentsPart(known, language)}
${messagesPart(messages?.messages, language)}
${complaints}
${historyPart(known, language)}
</div>`,
    };
  },
});

function waitingPart(count: number, dossier: string, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup | null {
  if (count === 0) return null;
  const say = sayIn(dossierTexts, language);
  return html`<div class="eid-wrong"><h2 class="utrecht-heading-3">${say('waitingTitle')}</h2>
<p class="utrecht-paragraph">${say('waiting', { count })} ${link(`${address('/exceptions')}?dossier=${dossier}`, say('toExceptions'))}</p></div>`;
}

function factsPart({ dossier: { dossier, ground, deliverBy, expiresOn, openedAt, previous } }: Known, because: ActionOutput<'delivery.show'>['because'], { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const [say, words] = [sayIn(dossierTexts, language), sayIn(factTexts, language)];
  return html`<section class="eid-card"><h2 class="utrecht-heading-2">${say('factsTitle')}</h2>
${facts([
    [say('ground'), words(`ground-${ground ?? 'none'}`)], [say('deliverBy'), because === null ? words(`by-${deliverBy ?? 'none'}`) : html`${words(`by-${deliverBy ?? 'none'}`)}<br />${say('because', { why: becauseTexts[because][language] })}`], [say('expires'), formatDay(expiresOn, language)], [say('opened'), formatMoment(openedAt, language)],
    [say('reference'), html`<span class="eid-reference">${dossier}</span>`], ...(previous === null ? [] : [[say('previous'), link(address(`/dossiers/${previous}`), previous)] as const]),
  ])}</section>`;
}

/** Offered last: they end the dossier. */
const ending: ReadonlySet<string> = new Set(['refer', 'withdraw']);

/** Only what the journey lets happen now, and what this person may do. The screens of a visit ask the rest themselves. */
function deedsPart(known: Known, { language, address, may }: Pick<PageCtx, 'language' | 'address' | 'may'>): Markup {
  const { dossier: { dossier, moves } } = known;
  const [say, deedSay] = [sayIn(dossierTexts, language), sayIn(deedTexts, language)];
  const allows = (...wanted: readonly string[]) => moves.some((move) => wanted.includes(move));
  const steps = [
    ...(may('biometrics.startVisit') && allows('identify', 'capture', 'verify', 'order') && !allows('plan-delivery') ? [['visit-capture', `/visits/${dossier}/capture`] as const] : []),
    ...(may('delivery.startVisit') && allows('start-delivery', 'activate', 'register-code', 'close-procedure') ? [['visit-delivery', `/visits/${dossier}/delivery`] as const] : []),
    ...(may('delivery.receiveCard') && allows('receive-card') ? [['receive-card', `/receive-cards/${dossier}`] as const] : []),
    ...(may('appointments.move') && allows('reschedule') ? [['moment-capture', `/dossiers/${dossier}/moment/capture`] as const] : []),
    ...(may('delivery.plan') && allows('plan-delivery') ? [['moment-delivery', `/dossiers/${dossier}/moment/delivery`] as const] : []),
  ];
  const offered = Object.entries<Deed>(deeds).filter(([, deed]) => may(deed.needs) && deed.offered(known));
  const asLink = ([name, deed]: readonly [string, Deed]) => html`<li><a class="eid-deed" href="${address(`/dossiers/${dossier}/do/${name}`)}">${titleOf(deed, known, language)}</a></li>
`;
  return html`<section><h2 class="utrecht-heading-2">${say('doTitle')}</h2>
${steps.length + offered.length === 0 && !may('complaints.file') ? html`<p class="utrecht-paragraph">${say('doNothing')}</p>` : html`<ul class="eid-deeds">${steps.map(([word, path], index) => html`<li><a class="${`eid-deed${index === 0 ? ' eid-deed--first' : ''}`}" href="${address(path)}">${deedSay(word)}</a></li>
`)}${offered.filter(([name]) => !ending.has(name)).map(asLink)}${may('complaints.file') && html`<li><a class="eid-deed" href="${address(`/dossiers/${dossier}/complain`)}">${complaintsTexts.file[language]}</a></li>
`}${offered.filter(([name]) => ending.has(name)).map(asLink)}</ul>`}</section>`;
}
