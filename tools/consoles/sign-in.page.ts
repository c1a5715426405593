import { html } from '#services/kernel/html.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { waiting } from './begin-sign-in.ts';
import { defineConsolePage } from './console-page.ts';
import { notFound } from './not-found.ts';
import { link, table } from './pieces.ts';
import { signInTexts } from './sign-in-texts.ts';

/** What to fill in at the login service of officials, before one goes there. */
export const signInPage = defineConsolePage({
  path: '/sign-in/{id}', name: 'console-sign-in',
  show: async ({ language, path, kept, towns }) => {
    const say = sayIn(signInTexts, language);
    const begun = waiting.safeParse(kept(path['id'] ?? null));
    const town = begun.success && towns.find(({ nis }) => nis === begun.data.nis);
    if (!begun.success || !town) return notFound(language);
    const { officials: [official = 'jan.jansen'], organisation = '' } = town;
    const row = (role: string, name: string) => [say(role === 'official' ? 'official' : role === 'clerk' ? 'clerk' : 'administrator'), html`<code>${name}</code>`, html`<code>${`${role}:${organisation}`}</code>`];
    return {
      title: say('title'),
      body: html`<h1 class="utrecht-heading-1">${say('title')}</h1>
<p class="utrecht-paragraph">${say('intro')}</p>
${table({ caption: say('fillIn', { town: town.name }), heads: [say('who'), say('name'), say('roles')], rows: [row('official', official), row('clerk', 'clerk.test'), row('administrator', 'administrator.test')] })}
<p class="utrecht-paragraph">${link(begun.data.url, say('go'))}</p>`,
    };
  },
});
