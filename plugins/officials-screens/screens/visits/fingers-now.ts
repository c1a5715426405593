import { html, type Content } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import type { CaptureAt } from './capture-step.ts';
import { captureTexts } from './capture-texts.ts';
import { deviceLine } from './device-step.ts';
import { deviceFailureIn } from './device-texts.ts';
import { fingerTexts, nameFingers } from './finger-texts.ts';
import { fingersSoFar } from './say-fingers.ts';
import { deedForm, line, note, statusLine, visitAddress, wrongLine, type Now } from './visit-pieces.ts';
import { deviceOf } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';
import { stopWay } from './visit-ways.ts';

const firstFingers: readonly string[] = ['left-index', 'right-index'];

/** Which fingers, how far the device is with them, and what to do when they are not good enough. */
export async function fingersNow(at: CaptureAt): Promise<Now> {
  const { ctx, capture, session } = at;
  const { nextFingers, asked } = capture;
  const say = sayIn(captureTexts, ctx.language);
  if (nextFingers.length === 0) return { title: say('fingersTitle'), body: html`${note(say('fingersNone'))}${line(link(visitAddress(ctx, 'capture', '/no-fingers'), say('noFingers')))}`, ways: [stopWay(ctx, 'capture')] };
  const fingers = html`<p class="eid-fingers"><strong>${say('fingersAsked', { fingers: nameFingers(nextFingers, ctx.language) })}</strong></p>`;
  const device = deviceLine(await deviceOf(ctx, session), ctx);
  if (asked) return { title: say('fingersWorking'), live: 1, body: html`${statusLine(fingersSoFar(session, nextFingers, ctx.language))}${line(sayIn(visitTexts, ctx.language)('working'))}${device}`, ways: [again(at), stopWay(ctx, 'capture')] };
  const isRetry = capture.failure !== null || capture.tries > 0;
  return {
    title: say('fingersTitle'), live: 3,
    body: html`${whatWentWrong(at)}${fingers}
${isRetry && nextFingers.some((finger) => !firstFingers.includes(finger)) && note(say('otherFinger'))}
${line(say('fingersText'))}
${deedForm(ctx, 'capture', say(isRetry ? 'fingersAgain' : 'fingersBegin'))}
${device}`,
    ways: [
      ...nextFingers.map((finger) => deedForm(ctx, 'unusable', say('unusable', { finger: fingerTexts[finger][ctx.language] }), { kind: 'secondary', fields: { finger } })),
      link(visitAddress(ctx, 'capture', '/no-fingers'), say('noFingers')), stopWay(ctx, 'capture'),
    ],
  };
}

/** A device that went away while it was asked never answers. */
function again({ ctx }: CaptureAt): Content {
  return deedForm(ctx, 'capture', sayIn(visitTexts, ctx.language)('askAgain'), { kind: 'secondary' });
}

function whatWentWrong({ ctx, capture: { failure, rejection, tries } }: CaptureAt): Content {
  const say = sayIn(captureTexts, ctx.language);
  if (failure !== null) return html`<div class="eid-wrong">${line(deviceFailureIn(ctx.language, failure))}${tries > 0 && line(say('tried', { tries }))}</div>`;
  return rejection !== null && wrongLine(say('rejected'));
}
