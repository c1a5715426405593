import { z } from 'zod';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { signInTexts } from './sign-in-texts.ts';

/** Below the language, and nothing else: nobody is led to another place by an address that was made for it. */
const deskPath = /^\/[\w/?=&.%-]{0,300}$/;

/** Leads to the login service, which leads back to `/sign-in-back`. */
export const signInPage = definePage({
  front: 'desk', path: '/sign-in', for: 'anyone', asks: ['sign-in.begin'],
  show: async ({ language, query, formFields }) => {
    const say = sayIn(signInTexts, language);
    const to = query.get('to') ?? '';
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('intro')}</p>
<form method="post">${formFields('begin')}<input type="hidden" name="to" value="${deskPath.test(to) ? to : ''}" />
<button class="utrecht-button utrecht-button--primary-action" type="submit">${say('begin')}</button></form>`,
    };
  },
  forms: {
    begin: defineForm(z.object({ to: z.union([z.literal(''), z.string().regex(deskPath)]) }), async (ctx, { to }) => {
      const { url, signIn } = await ctx.call('sign-in.begin', { returnUrl: ctx.wholeAddressWithoutLanguage('/sign-in-back') });
      return { goTo: url, remember: remembered(ctx, signIn, to) };
    }),
  },
});

/** Which sign-in, in which language, and where to go on afterwards: what a cookie may hold. */
function remembered({ language }: Pick<PageCtx, 'language'>, signIn: string, to: string): string {
  const whole = [language, signIn, Buffer.from(to).toString('base64url')].join('.');
  return whole.length <= 200 ? whole : [language, signIn, ''].join('.');
}
