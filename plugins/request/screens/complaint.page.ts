import { z } from 'zod';
import { formatDay } from '#services/belgium/formats.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { complaintTexts } from './complaint-texts.ts';
import { button, choice, link, problemSummary, type Wrong } from '#services/pieces/form-pieces.ts';
import { refusalIn } from './refusal-texts.ts';
import { requestTexts } from './request-texts.ts';

const tones = ['positive', 'neutral', 'negative'] as const;
const subjects = ['invitation', 'request', 'appointment', 'payment', 'visit', 'delivery', 'other'] as const;

/** In the citizen's own words, and how it was: the municipality answers it, here or where it answers all others. */
export const complaintPage = definePage({
  path: '/complaint', for: 'citizen',
  show: async ({ language, address, formFields }, tried) => {
    const [say, shared] = [sayIn(complaintTexts, language), sayIn(requestTexts, language)];
    const { about, tone, text } = tried?.problems ?? {};
    const wrong: Wrong[] = [
      ...(about === undefined ? [] : [{ field: 'about', said: say('aboutMissing') }]), ...(tone === undefined ? [] : [{ field: 'tone', said: say('toneMissing') }]),
      ...(text === undefined ? [] : [{ field: 'text', said: say(text === 'missing' ? 'textMissing' : 'textLong') }]),
    ];
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${problemSummary(shared('problems'), wrong, tried?.failure === undefined ? undefined : refusalIn(language, tried.failure))}
<p class="utrecht-paragraph">${say('intro')}</p>
<form method="post" action="${address('/complaint')}" novalidate>${formFields('file')}
${choice({ name: 'about', legend: say('about'), wrong, chosen: tried?.values['about'], options: subjects.map((value) => ({ value, label: say(`about-${value}`) })) })}
${choice({ name: 'tone', legend: say('tone'), wrong, chosen: tried?.values['tone'], options: tones.map((value) => ({ value, label: say(`tone-${value}`) })) })}
<div class="utrecht-form-field${text !== undefined && ' utrecht-form-field--invalid'}"><label class="utrecht-form-label" for="text">${say('text')}</label>
<p class="utrecht-form-field-description" id="text-help">${say('textHelp')}</p>
${text !== undefined && html`<p class="utrecht-form-field-error-message" id="text-wrong">${wrong.find(({ field }) => field === 'text')?.said}</p>`}
<textarea class="eid-long" id="text" name="text" rows="8" aria-describedby="text-help${text !== undefined && ' text-wrong'}"${text !== undefined && html` aria-invalid="true"`}>
${tried?.values['text']}</textarea></div>
<p class="eid-actions">${button(say('send'))}</p>
</form>
<p class="utrecht-paragraph">${link(address('/status'), shared('toStatus'))}</p>`,
    };
  },
  forms: {
    file: defineForm(z.object({ about: z.enum(subjects), tone: z.enum(tones), text: z.string().trim().min(1).max(4000) }), async ({ call, dossier, address }, said) => {
      await call('complaints.file', { dossier, ...said });
      return { goTo: address('/complaint-sent') };
    }),
  },
});

/** That it was received, and until when an answer takes. */
export const complaintSentPage = definePage({
  path: '/complaint-sent', for: 'citizen',
  show: async ({ call, dossier, language, address }) => {
    const say = sayIn(complaintTexts, language);
    const { complaints: [latest] } = await call('complaints.ofDossier', { dossier });
    return {
      title: say('sentTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('sentTitle')}</h1>
<p class="utrecht-paragraph">${latest?.tone === 'positive' ? say('thanks') : say('sent')}</p>
${typeof latest?.answerOn === 'string' && html`<p class="eid-note"><strong>${say('answerBy', { day: formatDay(latest.answerOn, language) })}</strong></p>`}
<p class="utrecht-paragraph">${link(address('/status'), sayIn(requestTexts, language)('toStatus'))}</p>`,
    };
  },
});
