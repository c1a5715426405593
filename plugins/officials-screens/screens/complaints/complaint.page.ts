import { z } from 'zod';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { nameOf, whoItIs, whoSection } from '../who-it-is.ts';
import { factsPart, refusalOf, sayTerm, stepsPart, tones, wordsPart, type Complaint } from './complaint-parts.ts';
import { complaintsTexts } from './complaints-texts.ts';
import { complaintIn } from './find-complaint.ts';

/** One complaint: what was said and by whom, where it stands, and what may be done now. */
export const complaintPage = definePage({
  front: 'desk', path: '/complaints/{complaint}', for: 'official', element: 'eid-complaint',
  show: async (ctx, tried) => {
    const { language, call, address } = ctx;
    const complaint = await call('complaints.show', { complaint: complaintIn(ctx) });
    const who = complaint.dossier === null ? undefined : await whoItIs(ctx, complaint.dossier);
    const say = sayIn(complaintsTexts, language);
    const title = say('one', { about: say(`about-${complaint.about}`) });
    const name = nameOf(who);
    const wrong = tried?.problems['tone'] === undefined ? [] : [{ field: 'tone', said: say('toneMissing') }];
    return {
      title,
      body: html`<h1 class="utrecht-heading-1">${title}</h1>
${problemSummary(say('problems'), wrong, refusalOf(language, tried?.failure))}
<p class="eid-note"><strong>${say('now')}: ${say(`state-${complaint.state}`)}</strong><br />${sayTerm(complaint, language)}${name !== undefined && html`<br />${name}`}</p>
${complaint.told === 'nobody' && html`<p class="eid-wrong">${say('nobody')}</p>`}
${deedsPart(complaint, ctx)}
<div class="eid-parts">
${wordsPart(say('wordsTitle'), complaint.text)}
${complaint.answer !== null && wordsPart(say('answerTitle'), complaint.answer)}
${whoSection(who, ctx)}
${factsPart(complaint, ctx)}
${judgePart(complaint, tried?.values['tone'], wrong, ctx)}
${stepsPart(complaint, language)}
</div>
<p class="utrecht-paragraph">${link(address('/complaints'), say('back'))}</p>`,
    };
  },
  forms: {
    takeUp: defineForm(z.object({}), async (ctx) => {
      const { complaint } = await ctx.call('complaints.takeUp', { complaint: complaintIn(ctx) });
      return { goTo: ctx.address(`/complaints/${complaint}`) };
    }),
    judge: defineForm(z.object({ tone: z.enum(tones) }), async (ctx, { tone }) => {
      const { complaint } = await ctx.call('complaints.judge', { complaint: complaintIn(ctx), tone });
      return { goTo: ctx.address(`/complaints/${complaint}`) };
    }),
  },
});

function deedsPart({ complaint, may: lets, answeredBy }: Complaint, { language, address, may, formFields }: PageCtx): Markup | null {
  const say = sayIn(complaintsTexts, language);
  const at = `/complaints/${complaint}`;
  const deeds = [
    ...(lets.answer && may('complaints.answer') ? [html`<a class="eid-deed eid-deed--first" href="${address(`${at}/answer`)}">${say('answer')}</a>`] : []),
    ...(lets.takeUp && may('complaints.takeUp') ? [html`<form method="post" action="${address(at)}">${formFields('takeUp')}${button(say('takeUp'), 'secondary')}</form>`] : []),
    ...(lets.close && may('complaints.close') ? [html`<a class="eid-deed" href="${address(`${at}/close`)}">${say('close')}</a>`] : []),
  ];
  if (deeds.length === 0) return null;
  return html`<section><h2 class="utrecht-heading-2">${say('doTitle')}</h2>
${answeredBy === 'crm' && html`<p class="utrecht-paragraph">${say('inCrm')}</p>`}
<ul class="eid-deeds">${deeds.map((deed) => html`<li>${deed}</li>
`)}</ul></section>`;
}

function judgePart({ complaint, tone }: Complaint, typed: string | undefined, wrong: Parameters<typeof choice>[0]['wrong'], { language, address, may, formFields }: PageCtx): Markup | null {
  if (!may('complaints.judge')) return null;
  const say = sayIn(complaintsTexts, language);
  return html`<section class="eid-card"><form method="post" action="${address(`/complaints/${complaint}`)}" novalidate>${formFields('judge')}
${choice({ name: 'tone', legend: say('judgeTitle'), help: say('judgeHelp'), wrong, chosen: typed ?? tone, options: tones.map((value) => ({ value, label: say(`tone-${value}`) })) })}
<p class="eid-actions">${button(say('judge'), 'secondary')}</p></form></section>`;
}
