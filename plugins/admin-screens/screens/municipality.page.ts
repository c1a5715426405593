import { html, type Content } from '#services/kernel/html.ts';
import { definePage, type PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { formatDay } from '#services/belgium/formats.ts';
import { facts } from '#services/pieces/form-pieces.ts';
import { adminTexts } from './admin-texts.ts';
import { partForms, showPart, type PartKind } from './part-page.ts';

const kind: PartKind = {
  section: 'municipality', path: () => '/admin/municipality',
  find: ({ language }) => Promise.resolve({ part: 'profile', what: 'municipality', called: sayIn(adminTexts, language)('municipality'), title: null, state: 'on', alwaysOn: true, mode: null, canBeLive: false }),
  above: configured,
};

/** What the municipality is itself: how it is called, what it speaks and who may embed it are set here, all else is shown. */
export const municipalityPage = definePage({ front: 'desk', path: '/admin/municipality', for: 'official', element: 'eid-admin-municipality', show: (ctx, tried) => showPart(kind, ctx, tried), forms: partForms(kind) });

/** What stands in the configuration alone: no action changes it, so neither does this screen. */
async function configured({ language, call }: PageCtx): Promise<Content> {
  const say = sayIn(adminTexts, language);
  const { nis, website, desk, publishes } = await call('administration.municipality', {});
  const at = (pages: Readonly<Record<string, unknown>> | null): Content => (pages === null ? say('nothing') : typeof pages['url'] === 'string' ? pages['url'] : say('urlHere'));
  return html`<p class="utrecht-paragraph">${say('municipalityIntro')}</p>
${facts([
    [say('nis'), nis.map(({ code, from }, index) => html`${index > 0 && html`<br />`}${say('nisFrom', { code, day: formatDay(from, language) })}`)],
    [say('website'), at(website)], [say('desk'), at(desk)], [say('publishes'), publishes.length === 0 ? say('nothing') : publishes.join(', ').toUpperCase()],
  ])}`;
}
