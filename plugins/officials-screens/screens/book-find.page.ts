import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { button, choice, problemSummary, textField } from '#services/pieces/form-pieces.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { bookTexts, refusals } from './book-texts.ts';

const reasons = ['citizen-called', 'representative-called', 'at-counter'] as const;

/** A citizen who calls: the dossier is found by the national number, or opened. The number goes into no address. */
export const bookFindPage = definePage({
  front: 'desk', path: '/book', for: 'official', element: 'eid-book', inMenu: { text: bookTexts.menu, needs: 'request.openFor' },
  show: async ({ language, formFields }, tried) => {
    const say = sayIn(bookTexts, language);
    const wrong = [
      ...(tried?.problems['insz'] === undefined ? [] : [{ field: 'insz', said: say('inszWrong') }]),
      ...(tried?.problems['why'] === undefined ? [] : [{ field: 'why', said: say('whyMissing') }]),
    ];
    return {
      title: say('findTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('findTitle')}</h1>
${problemSummary(say('problems'), wrong, tried?.failure === undefined ? undefined : say(refusals[tried.failure] ?? 'failed'))}
<form method="post" novalidate>${formFields('find')}
${textField({ name: 'insz', label: say('insz'), help: say('inszHelp'), value: tried?.values['insz'], autocomplete: 'off', wrong, more: html`inputmode="numeric"` })}
${choice({ name: 'why', legend: say('why'), wrong, chosen: tried?.values['why'], options: reasons.map((why) => ({ value: why, label: say(why) })) })}
<p class="eid-actions">${button(say('find'))}</p></form>`,
    };
  },
  forms: {
    find: defineForm(z.object({ insz: z.string().transform((typed) => typed.replaceAll(/[\s.-]/g, '')).pipe(inszSchema), why: z.enum(reasons) }), async ({ call, address }, { insz, why }) => {
      const { dossier } = await call('request.openFor', { insz, why });
      return { goTo: address(`/book/${dossier}`) };
    }),
  },
});
