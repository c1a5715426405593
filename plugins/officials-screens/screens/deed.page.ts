import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type Elsewhere, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, link, problemSummary, type Wrong } from '#services/pieces/form-pieces.ts';
import { deedTexts } from './deed-texts.ts';
import { deedOf, titleOf } from './deeds.ts';
import { dossierTexts } from './dossier-texts.ts';
import { knowDossier } from './know-dossier.ts';
import { refusalIn } from './refusal-texts.ts';

const said = z.object({ choice: z.string().max(40).default('') });

/** Asks once more, with what it brings about, before anything is done. */
export const deedPage = definePage({
  front: 'desk', path: '/dossiers/{dossier}/do/{deed}', for: 'official',
  show: ask,
  forms: {
    do: defineForm(said, async (ctx, values) => {
      const { path, address } = ctx;
      const [deed, known] = [deedOf(path['deed']), await knowDossier(ctx)];
      if (!deed || !known) return { goTo: address('/worklist') };
      if (deed.choice && !deed.choice.options.includes(values.choice)) return { status: 422, ...await ask(ctx, { form: 'do', values, problems: { choice: 'missing' } }) };
      await deed.submit(ctx, { dossier: known.dossier.dossier, ...values }, known);
      return { goTo: address(`/dossiers/${known.dossier.dossier}`) };
    }),
  },
});

async function ask(ctx: PageCtx, tried?: Tried): Promise<Shown | Elsewhere> {
  const { language, path, address, may, formFields } = ctx;
  const [deed, known] = [deedOf(path['deed']), await knowDossier(ctx)];
  const back = address(known ? `/dossiers/${known.dossier.dossier}` : '/worklist');
  if (!deed || !known || !may(deed.needs) || (!tried && !deed.offered(known))) return { goTo: back };
  const [say, shared] = [sayIn(deedTexts, language), sayIn(dossierTexts, language)];
  const title = titleOf(deed, known, language);
  const wrong: Wrong[] = tried?.problems['choice'] === undefined ? [] : [{ field: 'choice', said: say('choiceMissing') }];
  return {
    title,
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
${problemSummary(shared('problems'), wrong, tried?.failure === undefined ? undefined : refusalIn(language, tried.failure))}
<p class="eid-note">${say(deed.harm)}</p>
<form method="post" action="${address(`/dossiers/${known.dossier.dossier}/do/${path['deed'] ?? ''}`)}" novalidate>${formFields('do')}
${deed.choice && choice({ name: 'choice', legend: say(deed.choice.legend), wrong, chosen: tried?.values['choice'], options: deed.choice.options.map((value) => ({ value, label: labelOf(`${deed.choice?.prefix}-${value}`, language) })) })}
<p class="eid-actions">${button(title)} ${link(back, say('keep'))}</p>
</form>`,
  };
}

function labelOf(word: string, language: PageCtx['language']): string {
  const found = Object.entries(deedTexts).find(([name]) => name === word);
  if (!found) throw new Error(`there is no text '${word}'`);
  return found[1][language];
}
