import { html, type Content } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { facts, link } from '#services/pieces/form-pieces.ts';
import { captureTexts } from './capture-texts.ts';
import type { DeliveryAt, DeliveryStep } from './delivery-step.ts';
import { deliveryTexts } from './delivery-texts.ts';
import { chooseDevice, deviceLine } from './device-step.ts';
import { deviceFailureIn } from './device-texts.ts';
import { sayPin, sayProgress } from './say-progress.ts';
import { sayVisit } from './say-visit.ts';
import { deedForm, line, note, statusLine, visitAddress, wayForm, wrongLine, type Now } from './visit-pieces.ts';
import { deviceOf } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';
import { otherDocumentWay, stopWay, whoWay } from './visit-ways.ts';

/** What the official does in each step. */
const nowIn: Readonly<Record<DeliveryStep, (at: DeliveryAt) => Now | Promise<Now>>> = {
  device: ({ ctx, delivery, byOther }) => chooseDevice(ctx, { purpose: 'delivery', byOther, goesOn: delivery.state === 'handing-over' }),
  identity: identityNow, code: codeNow, activate: activateNow, register: registerNow, close: closeNow, closing: closingNow, done: doneNow,
  bpost: ({ ctx, delivery }) => ({ ...said(ctx, 'bpostTitle', 'bpostText'), ways: delivery.state === 'card-ready' ? [momentWay(ctx)] : [] }),
  'not-yet': (at) => ({ ...said(at.ctx, 'notYetTitle', 'notYetText'), body: html`${line(sayIn(deliveryTexts, at.ctx.language)('notYetText'))}${plannedAt(at)}`, ways: [momentWay(at.ctx), lostWay(at.ctx)] }),
  failed: failedNow,
  counter: ({ ctx }) => ({ ...said(ctx, 'counterTitle', 'counterText'), ways: [momentWay(ctx)] }),
  lost: ({ ctx }) => ({ title: sayIn(deliveryTexts, ctx.language)('lostTitle'), body: html`${line(sayIn(deliveryTexts, ctx.language)('lostText'))}${deedForm(ctx, 'order', sayIn(captureTexts, ctx.language)('orderConfirm'))}` }),
  ended: ({ ctx }) => said(ctx, 'endedTitle', 'endedText'),
};

export async function deliveryNow(step: DeliveryStep, at: DeliveryAt): Promise<Now> {
  return nowIn[step](at);
}

const momentAddress = (ctx: DeliveryAt['ctx']): string => ctx.address(`/visits/${ctx.path['dossier'] ?? ''}/moment`);
const momentWay = (ctx: DeliveryAt['ctx']): Content => link(momentAddress(ctx), sayIn(deliveryTexts, ctx.language)('planAgain'));
const lostWay = (ctx: DeliveryAt['ctx']): Content => link(visitAddress(ctx, 'delivery', '/lost'), sayIn(deliveryTexts, ctx.language)('reportLost'));

async function identityNow({ ctx, delivery, session }: DeliveryAt): Promise<Now> {
  const [say, shared] = [sayIn(deliveryTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  const pin = session && sayPin(session, ctx.language);
  const asksPin = session?.pin.state === 'requested';
  return {
    title: say('identityTitle'), live: asksPin ? 1 : 2,
    body: html`${line(say('identityText'))}
${delivery.code === 'requested' && note(say('prepared'))}${delivery.code === 'chosen' && note(say('codeChosen'))}${pin !== undefined && statusLine(pin)}
${deedForm(ctx, 'read', shared('read'))}
${deviceLine(await deviceOf(ctx, session), ctx)}`,
    ways: [
      ...(asksPin ? [] : [deedForm(ctx, 'pin', shared('askPin'), { kind: 'secondary' })]),
      ...(delivery.code === 'none' || delivery.code === 'failed' ? [deedForm(ctx, 'prepare', say('prepare'), { kind: 'secondary' })] : []),
      otherDocumentWay(ctx, 'delivery'), whoWay(ctx, 'delivery'), stopWay(ctx, 'delivery'),
    ],
  };
}

async function codeNow({ ctx, delivery: { state, code }, session }: DeliveryAt): Promise<Now> {
  const [say, shared] = [sayIn(deliveryTexts, ctx.language), sayIn(visitTexts, ctx.language)];
  const device = deviceLine(await deviceOf(ctx, session), ctx);
  const ways = state === 'handing-over' ? [stopWay(ctx, 'delivery')] : [];
  if (code === 'requested') {
    return {
      title: say('codeWorking'), live: 1, body: html`${statusLine(sayProgress(session, 'code', ctx.language))}${line(shared('working'))}${device}`,
      ways: [deedForm(ctx, 'code', shared('askAgain'), { kind: 'secondary' }), ...ways],
    };
  }
  return {
    title: say('codeTitle'), live: 3,
    body: html`${state === 'activated' && note(say('codeAnew'))}${code === 'failed' && session?.code.failure != null && wrongLine(deviceFailureIn(ctx.language, session.code.failure))}
${line(say('codeText'))}${deedForm(ctx, 'code', say('codeBegin'))}${device}`,
    ways,
  };
}

async function activateNow({ ctx, delivery: { activation }, session }: DeliveryAt): Promise<Now> {
  const say = sayIn(deliveryTexts, ctx.language);
  const device = deviceLine(await deviceOf(ctx, session), ctx);
  const title = say('activateTitle');
  if (activation === 'none' || activation === 'failed') {
    return {
      title, live: 3,
      body: html`${line(`✓ ${say('codeChosen')}`)}${activation === 'failed' && wrongLine(say('activation-failed'))}${line(say('activateText'))}${deedForm(ctx, 'activate', say('activateBegin'))}${device}`,
      ways: [deedForm(ctx, 'code', say('codeOther'), { kind: 'secondary' }), stopWay(ctx, 'delivery')],
    };
  }
  return {
    title, live: 1, body: html`${statusLine(activation === 'relaying' && session?.progress.some(({ kind }) => kind === 'script') === true ? sayProgress(session, 'script', ctx.language) : say(`activation-${activation}`))}${device}`,
    ways: [deedForm(ctx, 'activate', say('activateAgain'), { kind: 'secondary' })],
  };
}

function registerNow({ ctx }: DeliveryAt): Now {
  return { title: sayIn(deliveryTexts, ctx.language)('registerTitle'), live: 1, body: line(sayIn(visitTexts, ctx.language)('working')), ways: [deedForm(ctx, 'activate', sayIn(deliveryTexts, ctx.language)('activateAgain'), { kind: 'secondary' })] };
}

function closeNow({ ctx }: DeliveryAt): Now {
  const say = sayIn(deliveryTexts, ctx.language);
  return { title: say('closeTitle'), body: html`${line(say('closeText'))}${deedForm(ctx, 'close', say('closeConfirm'))}` };
}

function closingNow(at: DeliveryAt): Now {
  const say = sayIn(deliveryTexts, at.ctx.language);
  return { title: say('closingTitle'), live: 2, body: html`${line(say('closingText'))}${closings(at)}` };
}

function doneNow(at: DeliveryAt): Now {
  return { title: sayIn(deliveryTexts, at.ctx.language)('doneTitle'), body: closings(at) };
}

function closings({ ctx, delivery: { closing } }: DeliveryAt): Content {
  const say = sayIn(deliveryTexts, ctx.language);
  return facts((['biza', 'eidTool', 'crm'] as const).map((system) => [say(system), say(closing[system] ? 'closed' : 'open')]));
}

function failedNow(at: DeliveryAt): Now {
  const { ctx, delivery: { attempts } } = at;
  const say = sayIn(deliveryTexts, ctx.language);
  return { title: say('failedTitle'), body: html`${line(say('failedText', { attempts }))}${wayForm(momentAddress(ctx), say('planAgain'))}`, ways: [lostWay(ctx)] };
}

function plannedAt({ ctx, delivery: { start, end } }: DeliveryAt): Content {
  return start !== null && end !== null && line(sayIn(deliveryTexts, ctx.language)('momentNow', { when: sayVisit({ start, end }, ctx.language) }));
}

type Said = 'bpost' | 'counter' | 'ended' | 'notYet';
function said(ctx: DeliveryAt['ctx'], title: `${Said}Title`, text: `${Said}Text`): Now {
  const say = sayIn(deliveryTexts, ctx.language);
  return { title: say(title), body: line(say(text)) };
}
