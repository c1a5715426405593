import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { dossierRows, type DossierView } from './dossier-rows.ts';
import { foundCitizen, openWhys } from './found-citizen.ts';
import { expiringAuthorisations } from './expiring-authorisations.ts';
import { myDay, visitsOfToday } from './my-day.ts';
import { refusalIn } from './refusal-texts.ts';
import { askedIn, filterForm, isReference, mostRows, moreRows, rowsAtOnce, type Asked } from './worklist-filter.ts';
import { overdueVisits, wasItHeld } from './was-it-held.ts';
import { worklistTexts } from './worklist-texts.ts';

/** So far a script shows more by itself when the end comes into view; then people ask. */
const rowsByThemselves = 500;

/** What there is to do, the most urgent first. */
export const worklistPage = definePage({
  front: 'desk', path: '/worklist', for: 'official', element: 'eid-worklist', inMenu: { text: worklistTexts.menu, needs: 'journey.list' },
  show: async (ctx, tried) => {
    const { language, query } = ctx;
    const say = sayIn(worklistTexts, language);
    const asked = askedIn(query);
    const [visits, overdue, authorisations, { dossiers, total }] = await Promise.all([visitsOfToday(ctx), overdueVisits(ctx), expiringAuthorisations(ctx), listed(asked, ctx)]);
    return {
      // Who is typing a number is not disturbed; a long list costs more to make.
      title: say('title'), ...(!tried && { live: dossiers.length > rowsAtOnce ? 60 : 10 }),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${authorisations}
${myDay(visits, ctx)}
${wasItHeld(overdue, ctx)}
${findForm(ctx, tried)}
<h2 class="utrecht-heading-2">${say('listTitle')}</h2>
${filterForm(asked, ctx)}
${total === 0 ? html`<p class="eid-note">${say('none')}</p>` : html`<p class="utrecht-paragraph">${say('shown', { shown: dossiers.length, total })} ${say('namesNote')}</p>
${dossierRows(dossiers, ctx)}`}
${moreOf(dossiers, total, ctx)}`,
    };
  },
  forms: {
    find: defineForm(z.object({ insz: typedInsz() }), async (ctx, { insz }) => {
      const { dossiers } = await ctx.call('journey.find', { insz });
      const [only] = dossiers;
      return only && dossiers.length === 1 && only.phase !== 'ended' ? { goTo: ctx.address(`/dossiers/${only.dossier}`) } : foundCitizen(insz, dossiers, ctx);
    }),
    open: defineForm(z.object({ insz: inszSchema, why: z.enum(openWhys) }), async (ctx, { insz, why }) => {
      const { dossier } = await ctx.call('request.openFor', { insz, why });
      return { goTo: ctx.address(`/dossiers/${dossier}`) };
    }),
  },
});

/** As people write it: 85.07.30-033.28. */
function typedInsz() {
  return z.string().max(40).transform((typed) => typed.replaceAll(/[\s.-]/g, '')).pipe(inszSchema);
}

async function listed({ late, reference, rows, ...asked }: Asked, { call }: Pick<PageCtx, 'call'>): Promise<{ readonly dossiers: readonly DossierView[]; readonly total: number }> {
  if (!isReference(reference)) return { dossiers: [], total: 0 };
  const among = { ...asked, open: 'true', sort: 'urgent', ...(late && { late: 'true' }), ...(reference !== '' && { reference }) } as const;
  const dossiers: DossierView[] = [];
  for (;;) {
    const { dossiers: found, total } = await call('journey.list', { ...among, limit: Math.min(rows - dossiers.length, 500), offset: dossiers.length });
    dossiers.push(...found);
    if (found.length === 0 || dossiers.length >= Math.min(rows, total)) return { dossiers, total };
  }
}

function moreOf(dossiers: readonly DossierView[], total: number, { language, address, query }: Pick<PageCtx, 'language' | 'address' | 'query'>): Markup | null {
  const shown = dossiers.length;
  if (shown === 0 || shown >= Math.min(total, mostRows)) return null;
  const last = dossiers.at(-1)?.dossier ?? '';
  const count = Math.min(rowsAtOnce, total - shown);
  return html`<p class="eid-actions"><a class="utrecht-link" href="${`${address('/worklist')}${moreRows(query, shown + rowsAtOnce)}#d-${last}`}" data-grows="${shown < rowsByThemselves ? 'by-itself' : 'when-asked'}">${sayIn(worklistTexts, language)('more', { count })}</a></p>`;
}

function findForm({ language, may, formFields, address }: PageCtx, tried?: Tried): Markup | null {
  if (!may('journey.find')) return null;
  const say = sayIn(worklistTexts, language);
  const wrong = tried?.form === 'find' && tried.problems['insz'] !== undefined;
  return html`<h2 class="utrecht-heading-2">${say('findTitle')}</h2>
${tried?.failure !== undefined && html`<p class="eid-wrong" role="alert">${refusalIn(language, tried.failure)}</p>`}
<form method="post" action="${address('/worklist')}" class="eid-filter">${formFields('find')}
<div class="utrecht-form-field${wrong && ' utrecht-form-field--invalid'}"><label class="utrecht-form-label" for="insz">${say('insz')}</label>
<p class="utrecht-form-field-description" id="insz-help">${say('inszHelp')}</p>
${wrong && html`<p class="utrecht-form-field-error-message" id="insz-wrong" role="alert">${say('inszWrong')}</p>`}
<input class="utrecht-textbox" id="insz" name="insz" inputmode="numeric" autocomplete="off" value="${wrong && tried.values['insz']}" aria-describedby="insz-help${wrong && ' insz-wrong'}"${wrong && html` aria-invalid="true"`} /></div>
<p><button class="utrecht-button utrecht-button--secondary-action" type="submit">${say('find')}</button></p>
</form>`;
}
