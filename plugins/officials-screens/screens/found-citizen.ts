import { html } from '#services/kernel/html.ts';
import type { PageCtx, Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { dossierRows, type DossierView } from './dossier-rows.ts';
import { worklistTexts } from './worklist-texts.ts';

export const openWhys = ['citizen-called', 'representative-called', 'at-counter'] as const;

/** The answer to a search: the number is in no address and in no history of a browser, only in the form that goes on with it. */
export function foundCitizen(insz: string, dossiers: readonly DossierView[], ctx: PageCtx): Shown {
  const { language, may, formFields, address } = ctx;
  const say = sayIn(worklistTexts, language);
  const mayOpen = may('request.openFor') && dossiers.every(({ phase }) => phase === 'ended');
  return {
    title: say('foundTitle'),
    body: html`<h1 class="utrecht-heading-1">${say('foundTitle')}</h1>
${dossiers.length === 0 ? html`<p class="eid-note">${say('foundNone')}</p>` : dossierRows(dossiers, ctx)}
${mayOpen && html`<h2 class="utrecht-heading-2">${say('openTitle')}</h2>
<form method="post" action="${address('/worklist')}">${formFields('open')}<input type="hidden" name="insz" value="${insz}" />
<fieldset><legend>${say('openWhy')}</legend>
${openWhys.map((why, index) => html`<p class="eid-choice"><input type="radio" class="utrecht-radio-button utrecht-radio-button--html-input" id="${`why-${why}`}" name="why" value="${why}"${index === 0 && html` checked`} /><label for="${`why-${why}`}">${say(why)}</label></p>
`)}</fieldset>
<p class="eid-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${say('open')}</button></p>
</form>`}
<p class="utrecht-paragraph"><a class="utrecht-link" href="${address('/worklist')}">${say('back')}</a></p>`,
  };
}
