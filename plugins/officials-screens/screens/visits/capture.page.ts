import { z } from 'zod';
import { captureView } from '#plugins/biometrics/biometrics.contract.ts';
import { definePage, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { captureNow } from './capture-now.ts';
import { captureStep, captureSteps } from './capture-step.ts';
import { captureTexts } from './capture-texts.ts';
import { showCard } from './read-card.ts';
import { deed, nothing } from './visit-deed.ts';
import { dossierIn, visitPage } from './visit-pieces.ts';
import { heldSession } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';

const finger = captureView.shape.nextFingers.element;

/** Visit 1 at the door, step by step. Where it stands is known by the house alone: a reload, or another tablet, shows the same. */
export const capturePage = definePage({
  front: 'desk', path: '/visits/{dossier}/capture', for: 'official', element: 'eid-visit-capture', show: showCapture,
  forms: {
    start: step('start', z.object({ device: z.string() }), async ({ call }, dossier, { device }) => { await call('biometrics.startVisit', { dossier, device }); }),
    free: step('free', z.object({ visit: z.uuid() }), async ({ call }, _dossier, { visit }) => { await call('device-bridge.closeVisit', { visit }); }),
    read: step('read', nothing, async (ctx, dossier) => {
      const { visit } = await ctx.call('biometrics.show', { dossier });
      return visit === null ? undefined : showCard(ctx, 'capture', visit);
    }),
    identify: step('identify', nothing, async ({ call }, dossier) => { await call('biometrics.identify', { dossier }); }),
    pin: step('pin', nothing, async ({ call, language }, dossier) => {
      const { visit } = await call('biometrics.show', { dossier });
      if (visit !== null) await call('device-bridge.verifyPin', { visit, card: 'renewed', language });
    }),
    prepare: step('prepare', nothing, async ({ call }, dossier) => { await call('biometrics.capture', { dossier, start: 'at-the-door' }); }),
    capture: step('capture', nothing, async ({ call }, dossier) => { await call('biometrics.capture', { dossier }); }),
    unusable: step('unusable', z.object({ finger }), async ({ call }, dossier, { finger: unusable }) => { await call('biometrics.capture', { dossier, unusable: [unusable] }); }),
    order: step('order', z.object({ procedure: z.enum(['', 'urgent']) }), async ({ call }, dossier, { procedure }) => {
      await call('biometrics.order', { dossier, ...(procedure !== '' && { procedure }) });
    }),
  },
});

function step<S extends z.ZodType>(name: string, fields: S, act: Parameters<typeof deed<S>>[4]) {
  return deed('capture', name, () => showCapture, fields, act);
}

async function showCapture(ctx: PageCtx, tried?: Tried): Promise<Shown> {
  const capture = await ctx.call('biometrics.show', { dossier: dossierIn(ctx) });
  const held = await heldSession(ctx, capture.visit);
  const present = captureStep(capture, held.session !== undefined);
  const [say, shared] = [sayIn(captureTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  const names = [shared('stepDevice'), shared('stepIdentity'), say('stepFingers'), say('stepBiza'), say('stepOrder'), say('stepMoment')];
  const isUnderWay = present !== 'missed' && present !== 'nothing';
  const at = present === 'done' ? captureSteps.length : captureSteps.findIndex((name) => name === present);
  return visitPage({ purpose: 'capture', title: say('title'), steps: names, at: isUnderWay ? at : undefined, now: await captureNow(present, { ctx, capture, ...held }), tried }, ctx);
}
