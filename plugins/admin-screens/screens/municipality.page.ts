import { html, type Content } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { facts } from '#services/pieces/form-pieces.ts';
import { adminShown } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';

/** What the configuration says of the municipality itself. No action changes it: so neither does this screen. */
export const municipalityPage = definePage({
  front: 'desk', path: '/admin/municipality', for: 'official', element: 'eid-admin-municipality',
  show: async (ctx) => {
    const { language, call } = ctx;
    const say = sayIn(adminTexts, language);
    const { name, nis, languages, website, desk, publishes } = await call('administration.municipality', {});
    const settings = (all: Readonly<Record<string, unknown>> | null): Content => (all === null ? say('nothing') : Object.keys(all).length === 0 ? say('part-on') : html`<ul class="utrecht-unordered-list">${Object.entries(all).map(([key, value]) => html`<li><span lang="en">${key}</span>: ${typeof value === 'string' ? value : JSON.stringify(value)}</li>`)}</ul>`);
    return adminShown(ctx, 'municipality', say('municipality'), html`<p class="utrecht-paragraph">${say('municipalityIntro')}</p>
${facts([
      [say('name'), name], [say('nis'), nis.map(({ code, from }, index) => html`${index > 0 && html`<br />`}${say('nisFrom', { code, day: formatDay(from, language) })}`)], [say('languages'), languages.join(', ')],
      [say('website'), settings(website)], [say('desk'), settings(desk)], [say('publishes'), publishes.length === 0 ? say('nothing') : publishes.join(', ').toUpperCase()],
    ])}`);
  },
});
