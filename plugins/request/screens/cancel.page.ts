import { z } from 'zod';
import { formatMoment } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { refusalIn } from './refusal-texts.ts';
import { requestTexts } from './request-texts.ts';
import { statusTexts } from './status-texts.ts';
import type { Status } from './visits-list.ts';

const reasons = ['goes-to-counter', 'no-longer-needed', 'other'] as const;

/** Stopping cannot be undone, so it is asked once more, with what it means. */
export const cancelPage = definePage({
  path: '/cancel', for: 'citizen',
  show: async ({ call, dossier, language, address, formFields }, tried) => {
    const { may, refund } = await call('request.status', { dossier });
    if (!may.withdraw) return { goTo: address('/status') };
    const say = sayIn(statusTexts, language);
    return {
      title: say('cancelTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('cancelTitle')}</h1>
${problemSummary(sayIn(requestTexts, language)('problems'), [], tried && refusalIn(language, tried.failure ?? 'other'))}
<p class="eid-note">${say('cancelHarm')}</p>
${refund && html`<p class="utrecht-paragraph">${refundIn(refund, language)}</p>`}
<form method="post" action="${address('/cancel')}">${formFields('withdraw')}
${choice({ name: 'reason', legend: say('cancelWhy'), wrong: [], chosen: tried?.values['reason'] ?? 'other', options: reasons.map((value) => ({ value, label: say(value) })) })}
<p class="eid-actions">${button(say('cancelConfirm'))}${link(address('/status'), say('cancelKeep'))}</p>
</form>`,
    };
  },
  forms: {
    withdraw: defineForm(z.object({ reason: z.enum(reasons) }), async ({ call, dossier, address }, { reason }) => {
      await call('request.withdraw', { dossier, reason });
      return { goTo: address('/status') };
    }),
  },
});

function refundIn({ owed, until }: NonNullable<Status['refund']>, language: Language): string {
  const say = sayIn(statusTexts, language);
  if (!owed) return say('cancelMoneyLost');
  return until === null ? say('cancelMoneyBack') : say('cancelMoneyUntil', { when: formatMoment(until, language) });
}
