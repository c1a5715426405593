import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, link, problemSummary, textField, type Wrong } from '#services/pieces/form-pieces.ts';
import { comeBack } from './come-back.ts';
import { homeTexts } from './home-texts.ts';
import { recogniseOfficial } from './recognise-official.ts';
import { requestTexts } from './request-texts.ts';

/** Where a citizen begins: what this is, how it goes, and the two ways in. */
export const homePage = definePage({
  path: '/', for: 'anyone', secret: 'code', asks: ['request.enter', 'request.startLogin'], comeBack,
  show: async (ctx, tried) => {
    const { language, formFields, address, query } = ctx;
    const say = sayIn(homeTexts, language);
    const codeIsWrong = query.has('unknown') || tried?.form === 'enter';
    const wrong: Wrong[] = codeIsWrong ? [{ field: 'code', said: say(tried?.problems['code'] === 'missing' ? 'codeMissing' : 'codeWrong') }] : [];
    const refused = tried?.form === 'login' ? say('loginDown') : undefined;
    return {
      title: say('title'), ...(codeIsWrong && { status: 422 }),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
${problemSummary(sayIn(requestTexts, language)('problems'), wrong, refused)}
<p class="utrecht-paragraph">${say('intro')}</p>
<h2 class="utrecht-heading-2">${say('stepsTitle')}</h2>
<ol class="eid-steps"><li>${say('step1')}</li><li>${say('step2')}</li><li>${say('step3')}</li><li>${say('step4')}</li></ol>
<p class="utrecht-paragraph">${link(address('/easy'), say('easy'))}</p>
<h2 class="utrecht-heading-2">${say('codeTitle')}</h2>
<form method="post" action="${address('/')}" novalidate>${formFields('enter')}
${textField({ name: 'code', label: say('codeLabel'), help: say('codeHelp'), value: tried?.values['code'], autocomplete: 'off', wrong, more: html`autocapitalize="characters" spellcheck="false"` })}
<p class="eid-actions">${button(sayIn(requestTexts, language)('continue'))}</p>
</form>
<p class="utrecht-paragraph">${link(address('/code'), say('codeForgotten'))}</p>
<h2 class="utrecht-heading-2" id="login">${say('loginTitle')}</h2>
<p class="utrecht-paragraph">${say('loginHelp')}</p>
<form method="post" action="${address('/')}">${formFields('login')}<p class="eid-actions">${button(say('login'), 'secondary')}</p></form>
${recogniseOfficial(ctx)}`,
    };
  },
  forms: {
    enter: defineForm(z.object({ code: z.string().trim().min(4).max(40) }), async ({ call, address }, { code }) => {
      const { token, expiresAt } = await call('request.enter', { code });
      return { goTo: address('/appointment'), enter: { token, expiresAt } };
    }),
    // The login and the language are what this browser must know when it comes back: nobody else can end the login then.
    login: defineForm(z.object({}), async ({ call, language, wholeAddressWithoutLanguage }) => {
      const { url, login } = await call('request.startLogin', { returnUrl: wholeAddressWithoutLanguage('/login-back'), language });
      return { goTo: url, remember: `${language}.${login}` };
    }),
  },
});
