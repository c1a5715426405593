import type { Language } from '#services/kernel/context.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Session } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';

type Kind = Session['progress'][number]['kind'];

type Step = Session['progress'][number]['step'];
const isOfFinger = (step: Step): step is 'put-finger' | 'finger-taken' | 'quality-low' => step === 'put-finger' || step === 'finger-taken' || step === 'quality-low';

/** How far the device is with what it was asked last. */
export function sayProgress(session: Session | undefined, kind: Kind, language: Language): string {
  const say = sayIn(visitTexts, language);
  const last = session?.progress.find((progress) => progress.kind === kind)?.step;
  return say(last === undefined || isOfFinger(last) ? 'step-none' : `step-${last}`);
}

/** What came of asking the PIN; nothing when it was not asked. */
export function sayPin({ pin: { state, result, left, failure } }: Session, language: Language): string | undefined {
  const say = sayIn(visitTexts, language);
  if (state === 'none') return undefined;
  if (state === 'requested') return say('pin-asked');
  if (failure !== null || result === null) return say('pin-cancelled');
  if (result === 'wrong') return left === null ? say('pin-wrong-once') : left === 1 ? say('pin-wrong-last') : say('pin-wrong', { left });
  return say(result === 'changed' ? 'pin-verified' : `pin-${result}`);
}
