import { z } from 'zod';
import { definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { deliveryNow } from './delivery-now.ts';
import { deliveryStep, deliverySteps, type DeliveryStep } from './delivery-step.ts';
import { deliveryTexts } from './delivery-texts.ts';
import { showCard } from './read-card.ts';
import { deed, nothing } from './visit-deed.ts';
import { dossierIn, visitPage } from './visit-pieces.ts';
import { heldSession } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';

/** Visit 2 at the door, step by step. The citizen's code is chosen at the reader or in the agent's window: it is in no form. */
export const deliveryPage = definePage({
  front: 'desk', path: '/visits/{dossier}/delivery', for: 'official', element: 'eid-visit-delivery', show: showDelivery,
  forms: {
    start: step('start', z.object({ device: z.string() }), async ({ call }, dossier, { device }) => { await call('delivery.startVisit', { dossier, device }); }),
    free: step('free', z.object({ visit: z.uuid() }), async ({ call }, _dossier, { visit }) => { await call('device-bridge.closeVisit', { visit }); }),
    read: step('read', nothing, async (ctx, dossier) => {
      const { visit } = await ctx.call('delivery.show', { dossier });
      return visit === null ? undefined : showCard(ctx, 'delivery', visit);
    }),
    identify: step('identify', nothing, async ({ call }, dossier) => { await call('delivery.identify', { dossier }); }),
    pin: step('pin', nothing, async ({ call, language }, dossier) => {
      const { visit } = await call('delivery.show', { dossier });
      if (visit !== null) await call('device-bridge.verifyPin', { visit, card: 'renewed', language });
    }),
    prepare: step('prepare', nothing, async ({ call }, dossier) => { await call('delivery.chooseCode', { dossier, start: 'at-the-door' }); }),
    code: step('code', nothing, async ({ call }, dossier) => { await call('delivery.chooseCode', { dossier }); }),
    activate: step('activate', nothing, async ({ call }, dossier) => { await call('delivery.activate', { dossier }); }),
    close: step('close', nothing, async ({ call }, dossier) => { await call('delivery.close', { dossier }); }),
    order: step('order', nothing, async ({ call }, dossier) => { await call('biometrics.order', { dossier }); }),
  },
});

function step<S extends z.ZodType>(name: string, fields: S, act: Parameters<typeof deed<S>>[4]) {
  return deed('delivery', name, () => showDelivery, fields, act);
}

async function showDelivery(ctx: PageCtx, tried?: Tried): Promise<Shown> {
  const delivery = await ctx.call('delivery.show', { dossier: dossierIn(ctx) });
  const held = await heldSession(ctx, delivery.visit);
  const present = deliveryStep(delivery, held.session !== undefined);
  const [say, shared] = [sayIn(deliveryTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  const names = [shared('stepDevice'), shared('stepIdentity'), say('stepCode'), say('stepActivate'), say('stepRegister'), say('stepClose')];
  return visitPage({ purpose: 'delivery', title: say('title'), steps: names, at: placeOf(present), now: await deliveryNow(present, { ctx, delivery, ...held }), tried }, ctx);
}

/** Which step of the list; none where there is no visit. */
function placeOf(present: DeliveryStep): number | undefined {
  if (present === 'closing' || present === 'done') return deliverySteps.length;
  const at = deliverySteps.findIndex((name) => name === present);
  return at === -1 ? undefined : at;
}
