import { z } from 'zod';
import { callOutcomes } from '#plugins/communication/communication.contract.ts';
import { button, choice, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { callsTexts } from './calls-texts.ts';
import { complaintsPart } from './complaints/complaint-parts.ts';
import { complaintsTexts } from './complaints/complaints-texts.ts';
import { inPath } from './in-path.ts';

/** How each language calls itself. */
const languageNames = { nl: 'Nederlands', fr: 'Français', de: 'Deutsch', en: 'English' } as const;

/** One call: the number, what to say, and how it ended. Who wants a visit is booked at once, on the telephone. */
export const callPage = definePage({
  front: 'desk', path: '/calls/{call}', for: 'official', element: 'eid-call',
  show: async (ctx, tried) => {
    const { call: ask, language, path, address, may, formFields } = ctx;
    const [say, id] = [sayIn(callsTexts, language), inPath(path, z.object({ call: z.uuid() })).call];
    const { calls } = await ask('communication.callList', {});
    const found = calls.find(({ call }) => call === id);
    const back = html`<p class="utrecht-paragraph">${link(address('/calls'), say('back'))}</p>`;
    if (!found) return { title: say('title'), status: 404, body: html`<h1 class="utrecht-heading-1">${say('title')}</h1><p class="eid-note">${say('gone')}</p>${back}` };
    const { name, telephone, script, language: spoken, tries, dossier } = found;
    const wrong = tried?.problems['outcome'] === undefined ? [] : [{ field: 'outcome', said: say('outcomeMissing') }];
    return {
      title: say('open', { name }),
      body: html`<h1 class="utrecht-heading-1">${say('open', { name })}</h1>
${problemSummary(say('problems'), wrong, tried?.failure === undefined ? undefined : say('gone'))}
<p class="eid-number"><a class="utrecht-link" href="${`tel:${telephone.replaceAll(/[^+\d]/g, '')}`}">${telephone}</a></p>
<p class="utrecht-paragraph">${say('speaks', { language: languageNames[spoken] })}${tries > 0 && html`<br />${say('tries', { count: tries })}`}</p>
<h2 class="utrecht-heading-2">${say('script')}</h2>
<blockquote class="eid-script" lang="${spoken}">${script.split('\n').filter((line) => line !== '').map((line) => html`<p class="utrecht-paragraph">${line}</p>`)}</blockquote>
<form method="post" novalidate>${formFields('record')}<input type="hidden" name="dossier" value="${dossier}" />
${choice({ name: 'outcome', legend: say('outcome'), wrong, chosen: tried?.values['outcome'], options: callOutcomes.map((outcome) => ({ value: outcome, label: say(outcome) })) })}
<p class="eid-actions">${button(say('save'))}</p></form>
${await complaintsPart(ctx, dossier)}
<p class="utrecht-paragraph">${link(address(`/dossiers/${dossier}`), say('dossier'))}</p>
${may('complaints.file') && html`<p class="utrecht-paragraph">${link(`${address(`/dossiers/${dossier}/complain`)}?call=${id}`, complaintsTexts.file[language])}</p>`}${back}`,
    };
  },
  forms: {
    record: defineForm(z.object({ outcome: z.enum(callOutcomes), dossier: z.uuid() }), async ({ call: ask, path, address }, { outcome }) => {
      const { dossier } = await ask('communication.recordCall', { call: inPath(path, z.object({ call: z.uuid() })).call, outcome });
      return { goTo: outcome === 'wants-visit' ? address(`/book/${dossier}`) : address('/calls') };
    }),
  },
});
