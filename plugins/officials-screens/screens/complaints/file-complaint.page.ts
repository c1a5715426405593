import { z } from 'zod';
import { daySchema } from '#services/belgium/day.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, link, problemSummary, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { inPath } from '../in-path.ts';
import { refusalOf, subjects, tones } from './complaint-parts.ts';
import { complaintsTexts } from './complaints-texts.ts';

const sources = ['telephone', 'call', 'letter'] as const;
const said = z.object({
  about: z.enum(subjects), tone: z.enum(tones), source: z.enum(sources), text: z.string().trim().min(1).max(4000),
  receivedOn: z.union([z.literal('').transform(() => undefined), daySchema]).optional(), call: z.uuid().optional(),
});
const words = { about: 'aboutMissing', tone: 'toneMissing', source: 'sourceMissing', text: 'textMissing', receivedOn: 'dayWrong' } as const;

/** What a citizen says on the telephone or in a letter, noted down in his or her own words. Whoever is calling the citizen comes here from that call, and goes back to it: it has not ended. */
export const fileComplaintPage = definePage({
  front: 'desk', path: '/dossiers/{dossier}/complain', for: 'official',
  show: async ({ language, path, query, address, may, formFields }, tried) => {
    const dossier = dossierIn(path);
    const call = z.uuid().safeParse(tried?.values['call'] ?? query.get('call')).data;
    const back = address(call === undefined ? `/dossiers/${dossier}` : `/calls/${call}`);
    if (!may('complaints.file')) return { goTo: back };
    const say = sayIn(complaintsTexts, language);
    const wrong: Wrong[] = Object.entries(words).flatMap(([field, word]) => (tried?.problems[field] === undefined ? [] : [{ field, said: say(word) }]));
    const typed = tried?.values ?? {};
    const textWrong = wrong.find(({ field }) => field === 'text');
    return Promise.resolve({
      title: say('file'),
      body: html`<h1 class="utrecht-heading-1">${say('file')}</h1>
${problemSummary(say('problems'), wrong, refusalOf(language, tried?.failure))}
<p class="utrecht-paragraph">${say('fileIntro')}</p>
<form method="post" action="${address(`/dossiers/${dossier}/complain`)}" novalidate>${formFields('file')}${call !== undefined && html`<input type="hidden" name="call" value="${call}" />`}
${choice({ name: 'about', legend: say('fileAbout'), wrong, chosen: typed['about'], options: subjects.map((value) => ({ value, label: say(`about-${value}`) })) })}
${choice({ name: 'tone', legend: say('fileTone'), wrong, chosen: typed['tone'], options: tones.map((value) => ({ value, label: say(`tone-${value}`) })) })}
<div class="utrecht-form-field${textWrong && ' utrecht-form-field--invalid'}"><label class="utrecht-form-label" for="text">${say('wordsTitle')}</label>
${textWrong && html`<p class="utrecht-form-field-error-message" id="text-wrong">${textWrong.said}</p>`}
<textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="text" name="text" rows="6"${textWrong && html` aria-invalid="true" aria-describedby="text-wrong"`}>
${typed['text']}</textarea></div>
${choice({ name: 'source', legend: say('fileSource'), wrong, chosen: typed['source'] ?? (call === undefined ? undefined : 'call'), options: sources.map((value) => ({ value, label: say(`source-${value}`) })) })}
${textField({ name: 'receivedOn', label: say('fileDay'), help: say('fileDayHelp'), value: typed['receivedOn'], type: 'date', autocomplete: 'off', wrong })}
<p class="eid-actions">${button(say('file'))} ${link(back, say('keep'))}</p>
</form>`,
    });
  },
  forms: {
    file: defineForm(said, async ({ call: ask, path, address }, { receivedOn, call, ...given }) => {
      const { complaint } = await ask('complaints.file', { dossier: dossierIn(path), ...given, ...(receivedOn !== undefined && { receivedOn }) });
      return { goTo: address(call === undefined ? `/complaints/${complaint}` : `/calls/${call}`) };
    }),
  },
});

const dossierIn = (path: PageCtx['path']): string => inPath(path, z.object({ dossier: z.uuid() })).dossier;
