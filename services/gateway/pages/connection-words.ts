import type { Language } from '#services/kernel/context.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { shellTexts } from './shell-texts.ts';

/** `#` stands for how many. */
export function connectionWords(language: Language): Readonly<Record<'waiting' | 'lost' | 'sent', string>> {
  const say = sayIn(shellTexts, language);
  return { waiting: say('waiting', { count: '#' }), lost: say('lost'), sent: say('sent') };
}
