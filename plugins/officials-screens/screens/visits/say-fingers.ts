import type { Language } from '#services/kernel/context.ts';
import { html, type Content } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { fingerTexts, type Finger } from './finger-texts.ts';
import { sayProgress } from './say-progress.ts';
import type { Session } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';

type Step = Session['progress'][number]['steps'][number];

/** Each finger that the device was asked for, with how it stands; or what the device does when it is past the fingers, or before them. */
export function fingersSoFar(session: Session | undefined, asked: readonly Finger[], language: Language): Content {
  const progress = session?.progress.find(({ kind }) => kind === 'fingerprints');
  const isPast = progress?.step === 'sealed' || progress?.step === 'queued' || progress?.step === 'done' || progress?.step === 'waiting';
  if (!progress || isPast || progress.steps.length === 0) return sayProgress(session, 'fingerprints', language);
  return html`<ul class="eid-visit-parts">${asked.map((finger) => html`<li><strong>${fingerTexts[finger][language]}</strong>: ${sayFinger(progress.steps.filter((step) => step.finger === finger), language)}</li>
`)}</ul>`;
}

function sayFinger(steps: readonly Step[], language: Language): string {
  const say = sayIn(visitTexts, language);
  const last = steps.at(-1);
  if (!last) return say('finger-later');
  const judged = steps.findLast(({ quality }) => quality !== null);
  const quality = judged?.quality ?? 0;
  if (last.step !== 'put-finger') return say(last.step === 'finger-taken' ? 'finger-taken' : 'finger-low', { quality });
  if (!judged) return say('finger-put');
  // Some devices take both anew when one was too poor.
  return judged.step === 'quality-low' ? say('finger-again', { quality }) : say('finger-also');
}
