import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice } from '#services/pieces/form-pieces.ts';
import { purposeIn, sidePage, wrongIn } from './side-page.ts';
import { dossierIn, line, visitAddress } from './visit-pieces.ts';
import { visitTexts } from './visit-texts.ts';

const documents = ['passport', 'driving-licence', 'register-photo'] as const;
const oldCards = ['taken-in', 'missing'] as const;

/** The identity by another document that the official has seen; at the second visit also what became of the old card. */
export const otherDocumentPage = definePage({
  front: 'desk', path: '/visits/{dossier}/{purpose}/document', for: 'official', element: 'eid-visit-document',
  show: async (ctx, tried) => {
    const purpose = purposeIn(ctx);
    const say = sayIn(visitTexts, ctx.language);
    const asked = { document: say('documentTitle'), oldCard: say('oldCardTitle') };
    const wrong = wrongIn(tried, ctx, asked);
    return sidePage({
      purpose, title: say('otherDocument'), tried, asked,
      body: html`${line(say('documentText'))}
<form method="post" novalidate>${ctx.formFields(purpose)}
${choice({ name: 'document', legend: say('documentTitle'), wrong, chosen: tried?.values['document'], options: documents.map((value) => ({ value, label: say(value) })) })}
${purpose === 'delivery' && choice({ name: 'oldCard', legend: say('oldCardTitle'), wrong, chosen: tried?.values['oldCard'], options: oldCards.map((value) => ({ value, label: say(value) })) })}
<p class="eid-actions">${button(say('documentConfirm'))}</p></form>`,
    }, ctx);
  },
  forms: {
    capture: defineForm(z.object({ document: z.enum(documents) }), async (ctx, { document }) => {
      await ctx.call('biometrics.identify', { dossier: dossierIn(ctx), document });
      return { goTo: visitAddress(ctx, 'capture') };
    }),
    delivery: defineForm(z.object({ document: z.enum(documents), oldCard: z.enum(oldCards) }), async (ctx, { document, oldCard }) => {
      await ctx.call('delivery.identify', { dossier: dossierIn(ctx), document, oldCard });
      return { goTo: visitAddress(ctx, 'delivery') };
    }),
  },
});
