import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice } from '#services/pieces/form-pieces.ts';
import { purposeIn, sidePage, wrongIn } from './side-page.ts';
import { dossierIn, note, visitAddress } from './visit-pieces.ts';
import { visitTexts } from './visit-texts.ts';

const captureReasons = ['not-home', 'other-person', 'refused', 'unsafe', 'device-broken', 'official-ill', 'other'] as const;
const deliveryReasons = ['not-home', 'other-person', 'refused', 'card-damaged', 'card-missing', 'unsafe', 'device-broken', 'other'] as const;

/** Nobody at home, somebody else, a change of mind: what was begun comes to nothing, so it is asked once more. */
export const stopPage = definePage({
  front: 'desk', path: '/visits/{dossier}/{purpose}/stop', for: 'official', element: 'eid-visit-stop',
  show: async (ctx, tried) => {
    const purpose = purposeIn(ctx);
    const say = sayIn(visitTexts, ctx.language);
    const asked = { reason: say('stop') };
    const reasons = purpose === 'capture' ? captureReasons : deliveryReasons;
    return sidePage({
      purpose, title: say('stopTitle'), tried, asked,
      body: html`${note(say('stopHarm'))}
<form method="post" novalidate>${ctx.formFields(purpose)}
${choice({ name: 'reason', legend: say('stop'), wrong: wrongIn(tried, ctx, asked), chosen: tried?.values['reason'] ?? ctx.query.get('why') ?? undefined, options: reasons.map((value) => ({ value, label: say(value) })) })}
<p class="eid-actions">${button(say('stopConfirm'))}</p></form>`,
    }, ctx);
  },
  forms: {
    capture: defineForm(z.object({ reason: z.enum(captureReasons) }), async (ctx, { reason }) => {
      await ctx.call('biometrics.missed', { dossier: dossierIn(ctx), reason });
      return { goTo: visitAddress(ctx, 'capture') };
    }),
    delivery: defineForm(z.object({ reason: z.enum(deliveryReasons) }), async (ctx, { reason }) => {
      await ctx.call('delivery.failAttempt', { dossier: dossierIn(ctx), reason });
      return { goTo: visitAddress(ctx, 'delivery') };
    }),
  },
});
