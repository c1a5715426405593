import { html } from '#services/kernel/html.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { ComeBack } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { textField } from '#services/pieces/form-pieces.ts';
import { homeTexts } from './home-texts.ts';

/** In again in the middle of something: by the code, or, where that is by a login that leads away and back, in another window beside what was filled in. */
export const comeBack: ComeBack = {
  field: 'code',
  show: ({ language, address }, wrong) => {
    const say = sayIn(homeTexts, language);
    return html`${textField({
      name: 'code', label: say('codeLabel'), help: say('codeHelp'), autocomplete: 'off', more: html`autocapitalize="characters" spellcheck="false"`,
      wrong: wrong === undefined ? [] : [{ field: 'code', said: say(wrong === 'missing' ? 'codeMissing' : 'codeWrong') }],
    })}
<p class="utrecht-paragraph"><a class="utrecht-link" href="${`${address('/')}#login`}" target="_blank" rel="noopener">${say('loginInWindow')}</a><br />${say('loginInWindowHelp')}</p>`;
  },
  enter: async ({ call }, code) => {
    if (code.length < 4 || code.length > 40) return undefined;
    try {
      return await call('request.enter', { code });
    } catch (error) {
      if (isFailure(error, 'invitation.code-unknown')) return undefined;
      throw error;
    }
  },
};
