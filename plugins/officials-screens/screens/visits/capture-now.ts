import { formatDay } from '#services/belgium/formats.ts';
import { html } from '#services/kernel/html.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts } from '#services/pieces/form-pieces.ts';
import type { CaptureAt, CaptureStep } from './capture-step.ts';
import { captureTexts } from './capture-texts.ts';
import { chooseDevice, deviceLine } from './device-step.ts';
import { fingersNow } from './fingers-now.ts';
import { sayPin } from './say-progress.ts';
import { sayVisit } from './say-visit.ts';
import { deedForm, line, note, statusLine, wayForm, wrongLine, type Now } from './visit-pieces.ts';
import { deviceOf } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';
import { otherDocumentWay, stopWay, whoWay } from './visit-ways.ts';

/** What the official does in each step. */
const nowIn: Readonly<Record<CaptureStep, (at: CaptureAt) => Now | Promise<Now>>> = {
  device: ({ ctx, capture, byOther }) => chooseDevice(ctx, { purpose: 'capture', byOther, goesOn: capture.state === 'identified' }),
  identity: identityNow, fingers: fingersNow, biza: bizaNow, order: orderNow, moment: momentNow, done: doneNow,
  missed: ({ ctx }) => said(ctx, 'missedTitle', 'missedText'),
  nothing: ({ ctx }) => said(ctx, 'nothingTitle', 'nothingText'),
};

export async function captureNow(step: CaptureStep, at: CaptureAt): Promise<Now> {
  return nowIn[step](at);
}

async function identityNow({ ctx, capture, session }: CaptureAt): Promise<Now> {
  const [say, shared] = [sayIn(captureTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  const device = await deviceOf(ctx, session);
  const pin = session && sayPin(session, ctx.language);
  const asksPin = session?.pin.state === 'requested';
  return {
    title: shared('identityTitle'), live: asksPin || capture.asked ? 1 : 2,
    body: html`${line(shared('identityText'))}
${capture.asked && note(say('prepared'))}${capture.held && note(say('held'))}${pin !== undefined && statusLine(pin)}
${deedForm(ctx, 'read', shared('read'))}
${deviceLine(device, ctx)}`,
    ways: [
      ...(asksPin ? [] : [deedForm(ctx, 'pin', shared('askPin'), { kind: 'secondary' })]),
      ...(capture.asked || capture.held || capture.state !== 'scheduled' ? [] : [deedForm(ctx, 'prepare', say('prepare'), { kind: 'secondary' })]),
      otherDocumentWay(ctx, 'capture'), whoWay(ctx, 'capture'), stopWay(ctx, 'capture'),
    ],
  };
}

function bizaNow({ ctx, capture: { registration, exception } }: CaptureAt): Now {
  const [say, shared] = [sayIn(captureTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  if (exception !== null) return { title: say('bizaTitle'), live: 10, body: wrongLine(shared('exception')) };
  return { title: say('bizaTitle'), live: 1, body: html`${statusLine(say(registration === 'registered' ? 'biza-registered' : 'biza-sending'))}${line(say('bizaWait'))}` };
}

function orderNow({ ctx, capture: { state, ordering, exception } }: CaptureAt): Now {
  const [say, shared] = [sayIn(captureTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  const title = say(state === 'card-lost' ? 'orderLostTitle' : 'orderTitle');
  if (ordering === 'failed' || exception !== null) return { title, live: 10, body: wrongLine(shared('exception')) };
  if (ordering === 'sending') return { title, live: 1, body: statusLine(say('ordering')) };
  return {
    title, body: deedForm(ctx, 'order', say('orderConfirm'), { fields: { procedure: '' } }),
    ways: [deedForm(ctx, 'order', say('orderUrgent'), { kind: 'secondary', fields: { procedure: 'urgent' } })],
  };
}

function momentNow({ ctx, capture: { order } }: CaptureAt): Now {
  const say = sayIn(captureTexts, ctx.language);
  return {
    title: say('momentTitle'),
    body: html`${order && line(say('momentText', { day: formatDay(order.expectedOn, ctx.language) }))}${wayForm(ctx.address(`/visits/${ctx.path['dossier'] ?? ''}/moment`), say('momentChoose'))}`,
  };
}

async function doneNow({ ctx, capture: { dossier, order } }: CaptureAt): Promise<Now> {
  const say = sayIn(captureTexts, ctx.language);
  const { by, start, end } = await plannedDelivery(ctx, dossier);
  return {
    title: say('doneTitle'),
    body: html`${line(say('doneText'))}${facts([
      ...(order ? [[say('expectedOn'), formatDay(order.expectedOn, ctx.language)] as const] : []),
      ...(start !== null && end !== null ? [[say('secondVisit'), html`${sayVisit({ start, end }, ctx.language)}<br />${say(by === 'bpost' ? 'by-bpost' : 'by-official')}`] as const] : []),
    ])}`,
  };
}

async function plannedDelivery({ call }: PageCtx, dossier: string) {
  try {
    return await call('delivery.show', { dossier });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { by: null, start: null, end: null };
  }
}

function said(ctx: PageCtx, title: 'missedTitle' | 'nothingTitle', text: 'missedText' | 'nothingText'): Now {
  const say = sayIn(captureTexts, ctx.language);
  return { title: say(title), body: line(say(text)) };
}
