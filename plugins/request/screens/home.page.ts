import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { requestTexts } from './request-texts.ts';

/** Where a citizen begins: what this is, and the way in with the code of the invitation. */
export const homePage = definePage({
  path: '/', for: 'anyone', asks: ['request.enter'],
  show: async ({ language, formFields }, tried) => {
    const say = sayIn(requestTexts, language);
    const wrong = tried && (tried.problems['code'] === 'missing' ? say('codeMissing') : say('codeWrong'));
    return {
      title: say('homeTitle'),
      body: html`<h1 class="utrecht-heading-1">${say('homeTitle')}</h1>
<p class="utrecht-paragraph">${say('homeIntro')}</p>
<h2 class="utrecht-heading-2">${say('codeTitle')}</h2>
<form method="post" novalidate>${formFields('enter')}
<div class="utrecht-form-field${wrong && ' utrecht-form-field--invalid'}">
<label class="utrecht-form-label" for="code">${say('codeLabel')}</label>
<p class="utrecht-form-field-description" id="code-help">${say('codeHelp')}</p>
${wrong && html`<p class="utrecht-form-field-error-message" id="code-wrong">${wrong}</p>`}
<input class="utrecht-textbox" id="code" name="code" value="${tried?.values['code']}" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" aria-describedby="code-help${wrong && ' code-wrong'}"${wrong && html` aria-invalid="true"`} />
</div>
<p class="eid-actions"><button class="utrecht-button utrecht-button--primary-action" type="submit">${say('continue')}</button></p>
</form>`,
    };
  },
  forms: {
    enter: defineForm(z.object({ code: z.string().trim().min(4).max(40) }), async ({ call, address }, { code }) => {
      const { token, expiresAt } = await call('request.enter', { code });
      return { goTo: address('/status'), enter: { token, expiresAt } };
    }),
  },
});
