import type { State } from '#services/journey/journey.states.ts';
import type { Language } from '#services/kernel/context.ts';
import { nextTexts } from './state-texts.ts';

type Waiting = keyof typeof nextTexts;
const isWaiting = (state: State): state is Waiting => Object.hasOwn(nextTexts, state);

/** What comes next, in words; nothing where a dossier has ended. */
export function nextOf(state: State, language: Language): string | undefined {
  return isWaiting(state) ? nextTexts[state][language] : undefined;
}
