import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice } from '#services/pieces/form-pieces.ts';
import { captureTexts } from './capture-texts.ts';
import { sidePage, wrongIn } from './side-page.ts';
import { deed } from './visit-deed.ts';

const reasons = ['injury', 'bandage', 'amputation', 'illegible', 'medical-certificate', 'device'] as const;

/** No finger can be captured: for how long, why, and what that means for the card. */
export const noFingersPage = definePage({
  front: 'desk', path: '/visits/{dossier}/capture/no-fingers', for: 'official', element: 'eid-visit-no-fingers', show: showNoFingers,
  forms: {
    declare: deed('capture', 'declare', () => showNoFingers, z.object({ outcome: z.enum(['temporarily-impossible', 'permanently-impossible']), reason: z.enum(reasons) }), async ({ call }, dossier, declared) => {
      await call('biometrics.declareImpossible', { dossier, ...declared });
      return undefined;
    }),
  },
});

async function showNoFingers(ctx: PageCtx, tried?: Tried): Promise<Shown> {
  const say = sayIn(captureTexts, ctx.language);
  const asked = { outcome: say('howLong'), reason: say('reason') };
  const wrong = wrongIn(tried, ctx, asked);
  return sidePage({
    purpose: 'capture', title: say('noFingersTitle'), tried, asked,
    body: html`<form method="post" novalidate>${ctx.formFields('declare')}
${choice({ name: 'outcome', legend: say('howLong'), wrong, chosen: tried?.values['outcome'], options: [
  { value: 'temporarily-impossible', label: say('temporarily-impossible'), more: say('temporarily-means') },
  { value: 'permanently-impossible', label: say('permanently-impossible'), more: say('permanently-means') },
] })}
${choice({ name: 'reason', legend: say('reason'), wrong, chosen: tried?.values['reason'], options: reasons.map((value) => ({ value, label: say(value) })) })}
<p class="eid-actions">${button(say('noFingersConfirm'))}</p></form>`,
  }, ctx);
}
