import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import type { Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Answer } from '../answer.ts';
import type { PagePlace } from './page-place.ts';
import { shellTexts } from './shell-texts.ts';

export interface Around {
  readonly place: PagePlace;
  readonly language: Language;
  /** This same page in another language. */
  readonly inLanguage: (language: Language) => string;
  readonly stylesheet: string;
  readonly theme: string;
  /** Where a person who has come in goes out. */
  readonly leave?: string;
  /** Pages that are named at the foot of all. */
  readonly foot?: readonly { readonly href: string; readonly title: string }[];
}

/** How each language calls itself. */
const names: Readonly<Record<Language, string>> = { nl: 'Nederlands', fr: 'Français', de: 'Deutsch', en: 'English' };

/** A whole document around what a page shows. */
export function wrap({ title, body, status = 200 }: Shown, around: Around): Answer {
  const { place, language, inLanguage, stylesheet, theme, leave, foot = [] } = around;
  const say = sayIn(shellTexts, language);
  const { municipality: { name, languages }, telephone, email } = place;
  const wrong = status >= 400 ? `${say('error')}: ` : '';
  const page = html`
<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>${`${wrong}${title} - ${say('service')} - ${name}`}</title>
<link rel="stylesheet" href="${stylesheet}" />
<link rel="stylesheet" href="${theme}" />
</head>
<body class="utrecht-root utrecht-page-body">
<a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#content">${say('toContent')}</a>
<header class="utrecht-page-header eid-band">
<p class="eid-brand">${name} <span>${say('service')}</span></p>
<nav aria-label="${say('languages')}" class="eid-languages">
<ul>${languages.map((other) => html`<li>${other === language ? html`<span aria-current="true" lang="${other}">${names[other]}</span>` : html`<a class="utrecht-link" href="${inLanguage(other)}" lang="${other}" hreflang="${other}">${names[other]}</a>`}</li>`)}</ul>
</nav>
</header>
<main id="content" class="eid-content" tabindex="-1">${body}</main>
<footer class="utrecht-page-footer eid-foot">
<h2 class="utrecht-heading-3">${say('help')}</h2>
<p><a class="utrecht-link" href="${`tel:${telephone.replaceAll(/[^+\d]/g, '')}`}">${say('call', { telephone })}</a></p>
${email === null ? null : html`<p><a class="utrecht-link" href="${`mailto:${email}`}">${say('write', { email })}</a></p>`}
${foot.map(({ href, title: named }) => html`<p><a class="utrecht-link" href="${href}">${named}</a></p>
`)}${leave === undefined ? null : html`<p><a class="utrecht-link" href="${leave}">${say('leave')}</a></p>`}
</footer>
</body>
</html>`;
  return { status, mediaType: 'text/html; charset=utf-8', body: `<!doctype html>${page.written}`, headers: headersOf(place) };
}

/** Nothing inline, nothing from elsewhere; in a frame only of the hosts that the municipality named. */
export function headersOf({ embeddedBy }: Pick<PagePlace, 'embeddedBy'>): Record<string, string> {
  const ancestors = embeddedBy.length === 0 ? "'none'" : embeddedBy.map((host) => `https://${host}`).join(' ');
  return {
    // Forms lead on to the places where people pay and log in: those are other hosts, and the house itself chooses them.
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors ${ancestors}; base-uri 'none'`,
    'Referrer-Policy': 'same-origin',
    ...(embeddedBy.length > 0 && { 'X-Frame-Options': '' }),
  };
}
