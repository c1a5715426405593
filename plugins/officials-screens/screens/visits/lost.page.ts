import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice } from '#services/pieces/form-pieces.ts';
import { deliveryTexts } from './delivery-texts.ts';
import { sidePage, wrongIn } from './side-page.ts';
import { dossierIn, note, visitAddress } from './visit-pieces.ts';

const reasons = ['lost-in-post', 'lost-by-us', 'card-damaged'] as const;

/** The new card will never be handed out: it is annulled, and another one can be ordered. */
export const lostPage = definePage({
  front: 'desk', path: '/visits/{dossier}/delivery/lost', for: 'official', element: 'eid-visit-lost',
  show: async (ctx, tried) => {
    const say = sayIn(deliveryTexts, ctx.language);
    const asked = { reason: say('reportLostTitle') };
    return sidePage({
      purpose: 'delivery', title: say('reportLostTitle'), tried, asked,
      body: html`${note(say('reportLostHarm'))}
<form method="post" novalidate>${ctx.formFields('lost')}
${choice({ name: 'reason', legend: say('reportLostTitle'), wrong: wrongIn(tried, ctx, asked), chosen: tried?.values['reason'], options: reasons.map((value) => ({ value, label: say(value) })) })}
<p class="eid-actions">${button(say('reportLostConfirm'))}</p></form>`,
    }, ctx);
  },
  forms: {
    lost: defineForm(z.object({ reason: z.enum(reasons) }), async (ctx, { reason }) => {
      await ctx.call('delivery.reportLost', { dossier: dossierIn(ctx), reason });
      return { goTo: visitAddress(ctx, 'delivery') };
    }),
  },
});
