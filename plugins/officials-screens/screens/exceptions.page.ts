import { z } from 'zod';
import { formatMoment } from '#services/belgium/formats.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { orNothing } from '#services/pieces/or-nothing.ts';
import { shortReference } from './dossier-rows.ts';
import { deedsOf } from './exception-deeds.ts';
import { exceptionsTexts } from './exceptions-texts.ts';
import { askedOf, happenedOf, systemOf } from './waiting-texts.ts';

export type Waiting = ActionOutput<'exceptions.list'>['exceptions'][number];
const rowsAtOnce = 50;

/** What an address asks of the list; what it cannot be asked is left out. */
const asked = z.object({
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,59}\.[A-Za-z0-9]{1,59}$/).optional().catch(undefined), dossier: z.uuid().optional().catch(undefined), rows: z.coerce.number().int().min(rowsAtOnce).max(500).catch(rowsAtOnce),
});

/** What stands still until a person decides: which system, what was asked of it, for whom, what happened, and what can be done. */
export const exceptionsPage = definePage({
  front: 'desk', path: '/exceptions', for: 'official', element: 'eid-exceptions', inMenu: { text: exceptionsTexts.menu, needs: 'exceptions.list' },
  show: async (ctx) => {
    const { language, query, call, may } = ctx;
    const say = sayIn(exceptionsTexts, language);
    const { kind, dossier, rows } = asked.parse(Object.fromEntries(query));
    const [{ exceptions, total }, { kinds }, { letters }, held] = await Promise.all([
      call('exceptions.list', { limit: rows, ...(kind !== undefined && { name: kind }), ...(dossier !== undefined && { dossier }) }), call('exceptions.kinds', {}), call('dead-letters.list', { limit: 500 }),
      may('bpost-delivery.heldCount') ? orNothing(call('bpost-delivery.heldCount', {})) : undefined,
    ]);
    return {
      title: say('title'), live: 10,
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${total > 0 && html`<p class="utrecht-paragraph">${say('intro')}</p>`}
${(held?.messages ?? 0) > 0 ? html`<p class="eid-note">${say('bpostHeld', { count: held?.messages ?? 0 })} ${link(ctx.address('/hand-overs'), say('bpostHeldWhere'))}</p>` : total === 0 && html`<p class="eid-note">${say('none')}</p>`}
${kindsPart(kinds, kind, ctx)}
${total > 0 && html`<p class="utrecht-paragraph">${say('shown', { shown: exceptions.length, total })}</p>
<ul class="eid-waits">${exceptions.map((waiting) => html`<li id="${`x-${waiting.item}`}" class="eid-card">${waitingPart(waiting, ctx)}</li>
`)}</ul>`}
${exceptions.length < Math.min(total, 500) && html`<p class="eid-actions"><a class="utrecht-link" href="${`${ctx.address('/exceptions')}?${new URLSearchParams({ ...(kind !== undefined && { kind }), ...(dossier !== undefined && { dossier }), rows: String(Math.min(rows + rowsAtOnce, 500)) }).toString()}`}" data-grows="when-asked">${say('more')}</a></p>`}
${lettersPart(letters, language)}`,
    };
  },
});

function kindsPart(kinds: ActionOutput<'exceptions.kinds'>['kinds'], chosen: string | undefined, { language, address, may }: PageCtx): Markup | null {
  const say = sayIn(exceptionsTexts, language);
  if (kinds.length < 2 && chosen === undefined) return null;
  const count = kinds.find(({ name }) => name === chosen)?.count ?? 0;
  return html`<nav aria-label="${say('kindsTitle')}"><ul class="eid-kinds">
<li><a class="utrecht-link" href="${address('/exceptions')}"${chosen === undefined && html` aria-current="true"`}>${say('allKinds')}</a></li>
${kinds.map(({ name, count: many }) => html`<li><a class="utrecht-link" href="${`${address('/exceptions')}?kind=${name}`}"${name === chosen && html` aria-current="true"`}>${say('kind', { what: `${systemOf(name, 'effect', language)}: ${askedOf(name, 'effect', language)}`, count: many })}</a></li>
`)}</ul></nav>
${chosen !== undefined && count > 1 && may('exceptions.replayKind') && html`<p class="eid-actions"><a class="eid-deed" href="${address(`/exceptions-of-kind/${chosen}`)}">${say('replayAll', { count })}</a></p>`}`;
}

function waitingPart(waiting: Waiting, ctx: PageCtx): Markup {
  const { language, address, may } = ctx;
  const say = sayIn(exceptionsTexts, language);
  const { item, name, kind, state, dossier } = waiting;
  const deeds = deedsOf(waiting, may);
  return html`<h2 class="utrecht-heading-3">${askedOf(name, kind, language)}</h2>
<p><span class="${`eid-tag${state === 'parked' ? ' eid-tag--late' : ''}`}">${say(state)}</span></p>
${waitingFacts(waiting, ctx)}
<p class="utrecht-paragraph">${say(state === 'parked' ? 'fixParked' : 'fixFailed')}${deeds.length === 0 && ` ${say('onlyAdministrator')}`}</p>
${deeds.length > 0 && html`<ul class="eid-deeds" aria-label="${say('doTitle')}">${deeds.map(({ deed, title }) => html`<li><a class="eid-deed" href="${address(`/exceptions/${item}/${deed}`)}">${say(title)}<span class="eid-unseen">: ${askedOf(name, kind, language)}${dossier !== null && ` ${shortReference(dossier)}`}</span></a></li>
`)}</ul>`}`;
}

export function waitingFacts({ name, kind, state, failure, title, attempts, since, behind, dossier }: Waiting, { language, address }: Pick<PageCtx, 'language' | 'address'>): Markup {
  const say = sayIn(exceptionsTexts, language);
  return facts([
    [say('system'), systemOf(name, kind, language)], [say('happened'), happenedOf(failure, state, language)],
    ...(dossier === null ? [] : [[say('forDossier'), link(address(`/dossiers/${dossier}`), shortReference(dossier))] as const]),
    [say('since'), formatMoment(since, language)], [say('tries'), attempts], ...(behind === 0 ? [] : [[say('behind'), behind] as const]),
    [say('code'), html`<span class="eid-reference">${failure ?? name}</span>${title !== null && html`<br /><span lang="en">${title}</span>`}`],
  ]);
}

/** Only how many: taking them in again is an administrator's, on a screen of its own. */
function lettersPart(letters: ActionOutput<'dead-letters.list'>['letters'], language: PageCtx['language']): Markup | null {
  if (letters.length === 0) return null;
  const say = sayIn(exceptionsTexts, language);
  const counted = [...Map.groupBy(letters, ({ source }) => source)];
  return html`<h2 class="utrecht-heading-2">${say('lettersTitle')}</h2>
<ul class="utrecht-unordered-list">${counted.map(([source, ofIt]) => html`<li>${say('letters', { what: askedOf(source, 'message', language), system: systemOf(source, 'message', language), count: ofIt.length })}</li>
`)}</ul>`;
}
