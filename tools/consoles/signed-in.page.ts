import { z } from 'zod';
import { isFailure } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { waiting } from './begin-sign-in.ts';
import { defineConsolePage } from './console-page.ts';
import { notFound } from './not-found.ts';
import { link } from './pieces.ts';
import { signInTexts } from './sign-in-texts.ts';

const credential = z.object({ token: z.string(), roles: z.array(z.string()) });

/** Where the login service leads an official back: what he or she may do from now on, and with which credential. */
export const signedInPage = defineConsolePage({
  path: '/signed-in/{id}', name: 'console-signed-in',
  show: async ({ language, path, query, kept, towns, askHouse, address }) => {
    const say = sayIn(signInTexts, language);
    const begun = waiting.safeParse(kept(path['id'] ?? null));
    const town = begun.success && towns.find(({ nis }) => nis === begun.data.nis);
    if (!begun.success || !town) return notFound(language);
    const iss = query.get('iss');
    try {
      const { token, roles } = credential.parse(await askHouse(town, 'sign-in.finish', { signIn: begun.data.signIn, state: query.get('state') ?? '', code: query.get('code') ?? '', ...(iss !== null && { iss }) }));
      return {
        title: say('doneTitle'),
        body: html`<h1 class="utrecht-heading-1">${say('doneTitle')}</h1>
<p class="utrecht-paragraph">${say('rolesHeld', { town: town.name })} <code>${roles.join(', ')}</code></p>
<p class="utrecht-paragraph">${say('howToUse')} ${link('/openapi', 'OpenAPI')}</p>
<pre tabindex="0">${`Authorization: Bearer ${token}`}</pre>`,
      };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return {
        title: say('refusedTitle'), status: 422,
        body: html`<h1 class="utrecht-heading-1">${say('refusedTitle')}</h1><p class="utrecht-paragraph" role="alert" lang="en">${error.message}</p><p class="utrecht-paragraph">${link(address(''), say('again'))}</p>`,
      };
    }
  },
});
