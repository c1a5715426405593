import { z } from 'zod';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type Elsewhere, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, link, problemSummary, type Wrong } from '#services/pieces/form-pieces.ts';
import { whoItIs } from '../who-it-is.ts';
import { quoted, refusalOf, type Complaint } from './complaint-parts.ts';
import { complaintsTexts } from './complaints-texts.ts';
import { complaintIn } from './find-complaint.ts';

const reasons = ['nothing-asked', 'answered-elsewhere', 'withdrawn', 'filed-twice', 'not-about-this-service'] as const;
const longest = 4000;

/** What is sent cannot be taken back: the page says so, beside the words that are answered, in the citizen's language. */
export const answerComplaintPage = definePage({
  front: 'desk', path: '/complaints/{complaint}/answer', for: 'official',
  show: (ctx, tried) => ask(ctx, 'answer', tried, async (complaint) => {
    const { language, formFields } = ctx;
    const say = sayIn(complaintsTexts, language);
    const text = tried?.problems['text'];
    const wrong: Wrong[] = text === undefined ? [] : [{ field: 'text', said: say(text === 'too-long' ? 'answerLong' : 'answerMissing') }];
    const who = complaint.dossier === null ? undefined : await whoItIs(ctx, complaint.dossier);
    const spoken = who === undefined || who === 'silent' ? undefined : who.citizen?.language;
    return {
      wrong,
      harm: complaint.dossier === null ? say('answerByCrm') : say('answerHarm'),
      form: html`${formFields('answer')}
<div class="utrecht-form-field${wrong.length > 0 && ' utrecht-form-field--invalid'}"><label class="utrecht-form-label" for="text">${say('answerText')}</label>
<p class="utrecht-form-field-description" id="text-help">${spoken === undefined ? say('answerHelp') : say(`answerHelp-${spoken}`)}</p>
${wrong.map(({ said }) => html`<p class="utrecht-form-field-error-message" id="text-wrong">${said}</p>`)}
<textarea class="utrecht-textarea utrecht-textarea--html-textarea" id="text" name="text" rows="10"${spoken !== undefined && html` lang="${spoken}"`} aria-describedby="text-help${wrong.length > 0 && ' text-wrong'}"${wrong.length > 0 && html` aria-invalid="true"`}>
${tried?.values['text']}</textarea></div>`,
      send: say('send'),
    };
  }),
  forms: {
    answer: defineForm(z.object({ text: z.string().trim().max(longest).refine((text) => /[\p{L}\p{N}]/u.test(text)) }), async (ctx, { text }) => {
      const { complaint } = await ctx.call('complaints.answer', { complaint: complaintIn(ctx), text });
      return { goTo: ctx.address(`/complaints/${complaint}`) };
    }),
  },
});

export const closeComplaintPage = definePage({
  front: 'desk', path: '/complaints/{complaint}/close', for: 'official',
  show: (ctx, tried) => ask(ctx, 'close', tried, () => {
    const { language, formFields } = ctx;
    const say = sayIn(complaintsTexts, language);
    const wrong: Wrong[] = tried?.problems['reason'] === undefined ? [] : [{ field: 'reason', said: say('reasonMissing') }];
    return Promise.resolve({
      wrong, harm: say('closeHarm'), send: say('close'),
      form: html`${formFields('close')}
${choice({ name: 'reason', legend: say('closeWhy'), wrong, chosen: tried?.values['reason'], options: reasons.map((value) => ({ value, label: say(`reason-${value}`) })) })}`,
    });
  }),
  forms: {
    close: defineForm(z.object({ reason: z.enum(reasons) }), async (ctx, { reason }) => {
      const { complaint } = await ctx.call('complaints.close', { complaint: complaintIn(ctx), reason });
      return { goTo: ctx.address(`/complaints/${complaint}`) };
    }),
  },
});

interface Question { readonly wrong: readonly Wrong[]; readonly harm: string; readonly form: Markup; readonly send: string }

/** Only what may still be done is asked; whoever comes too late sees where the complaint stands. */
async function ask(ctx: PageCtx, deed: 'answer' | 'close', tried: Tried | undefined, question: (complaint: Complaint) => Promise<Question>): Promise<Shown | Elsewhere> {
  const { language, call, address, may } = ctx;
  const complaint = await call('complaints.show', { complaint: complaintIn(ctx) });
  const at = address(`/complaints/${complaint.complaint}`);
  if (!may(`complaints.${deed}`) || (!tried && !complaint.may[deed])) return { goTo: at };
  const say = sayIn(complaintsTexts, language);
  const { wrong, harm, form, send } = await question(complaint);
  return {
    title: say(deed),
    body: html`<h1 class="utrecht-heading-1">${say(deed)}</h1>
${problemSummary(say('problems'), wrong, refusalOf(language, tried?.failure))}
<h2 class="utrecht-heading-2">${say('wordsTitle')}</h2>
${quoted(complaint.text)}
<form method="post" action="${`${at}/${deed}`}" novalidate>${form}
<p class="eid-note">${harm}</p>
<p class="eid-actions">${button(send)} ${link(at, say('keep'))}</p>
</form>`,
  };
}
