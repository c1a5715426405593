import { isFailure } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { homeTexts } from './home-texts.ts';
import { refusalIn } from './refusal-texts.ts';

/** Where the login service leads a citizen back to. One address for all languages: it is registered there. */
export const loginBackPage = definePage({
  path: '/login-back', withoutLanguage: true, for: 'anyone', asks: ['request.finishLogin'],
  show: async ({ call, query, remembered, address, municipality, language: preferred }) => {
    const [begunIn = '', login = ''] = remembered.split('.');
    const language = municipality.languages.find((spoken) => spoken === begunIn) ?? preferred;
    const [state, code, iss] = [query.get('state'), query.get('code'), query.get('iss')];
    if (login === '' || state === null || code === null) return { goTo: address('/login-failed', language) };
    try {
      const { token, expiresAt } = await call('request.finishLogin', { login, state, code, ...(iss !== null && { iss }) });
      return { goTo: address('/appointment', language), enter: { token, expiresAt }, remember: '' };
    } catch (error) {
      if (!isFailure(error) || error.code >= 500) throw error;
      return { goTo: `${address('/login-failed', language)}${error.code === 409 ? `?why=${error.type}` : ''}`, remember: '' };
    }
  },
});

export const loginFailedPage = definePage({
  path: '/login-failed', for: 'anyone',
  show: async ({ language, query, address }) => {
    const say = sayIn(homeTexts, language);
    const why = query.get('why');
    return {
      title: say('loginFailedTitle'), status: 422,
      body: html`<h1 class="utrecht-heading-1">${say('loginFailedTitle')}</h1>
<p class="utrecht-paragraph">${why === null ? say('loginFailed') : refusalIn(language, why)}</p>
<p class="utrecht-paragraph">${link(address('/'), say('startAgain'))}</p>`,
    };
  },
});
