import { html } from '#services/kernel/html.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { signInTexts } from './sign-in-texts.ts';

/** Where the login service leads back to: one address, to be registered there. */
export const signInBackPage = definePage({
  front: 'desk', path: '/sign-in-back', withoutLanguage: true, for: 'anyone', asks: ['sign-in.finish'],
  show: async ({ query, remembered, call, address, language: preferred }) => {
    const [spoken, signIn = '', to = ''] = remembered.split('.');
    const language = languageSchema.safeParse(spoken).data ?? preferred;
    const [state, code, iss] = ['state', 'code', 'iss'].map((name) => query.get(name) ?? undefined);
    if (signIn === '' || state === undefined || code === undefined) return { goTo: address('/sign-in-failed', language), remember: '' };
    try {
      const { token, expiresAt } = await call('sign-in.finish', { signIn, state, code, ...(iss !== undefined && { iss }) });
      return { goTo: address(Buffer.from(to, 'base64url').toString('utf8') || '/', language), enter: { token, expiresAt }, remember: '' };
    } catch (error) {
      if (!isFailure(error) || error.code >= 500) throw error;
      return { goTo: address(error.type === 'sign-in.no-role' ? '/sign-in-failed?no-role=' : '/sign-in-failed', language), remember: '' };
    }
  },
});

export const signInFailedPage = definePage({
  front: 'desk', path: '/sign-in-failed', for: 'anyone',
  show: async ({ language, query, address }) => {
    const say = sayIn(signInTexts, language);
    return {
      title: say('failedTitle'), status: 422,
      body: html`<h1 class="utrecht-heading-1">${say('failedTitle')}</h1>
<p class="utrecht-paragraph">${say(query.has('no-role') ? 'noRole' : 'refused')}</p>
<p class="utrecht-paragraph"><a class="utrecht-link" href="${address('/sign-in')}">${say('begin')}</a></p>`,
    };
  },
});
