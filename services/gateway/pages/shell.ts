import { formatTime } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import { html, type Markup } from '#services/kernel/html.ts';
import type { Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Answer } from '../answer.ts';
import type { PagePlace } from './page-place.ts';
import { asPart } from './part.ts';
import { connectionWords } from './connection-words.ts';
import { icon } from './icon.ts';
import { shellTexts } from './shell-texts.ts';

export interface Around {
  readonly place: PagePlace;
  readonly language: Language;
  /** This same page in another language. */
  readonly inLanguage: (language: Language) => string;
  /** Name of the stylesheet. */
  readonly sheet: string;
  /** A script asks for what is shown, without the shell. */
  readonly part: boolean;
  /** Where a person who has come in goes out. */
  readonly leave?: string;
  /** When the session of who has come in ends by itself, real time. */
  readonly until?: number | undefined;
  /** Pages that are named at the foot of all. */
  readonly foot?: readonly NamedPage[];
  /** Pages of the desk that this person may open. */
  readonly menu?: readonly (NamedPage & { readonly isHere: boolean })[];
}
interface NamedPage { readonly href: string; readonly title: string }

/** How each language calls itself. */
const names: Readonly<Record<Language, string>> = { nl: 'Nederlands', fr: 'Français', de: 'Deutsch', en: 'English' };

/** A whole document around what a page shows. */
export function wrap(shown: Shown, around: Around): Answer {
  const { place, language, inLanguage, sheet, part, leave } = around;
  if (part) return asPart(shown, language);
  const { title, body, status = 200, live } = shown;
  const say = sayIn(shellTexts, language);
  const { municipality: { name, languages }, front, url } = place;
  // What waits for a session must not come before the form by which somebody gets one.
  const runsScripts = front === 'desk' && (leave !== undefined || live !== undefined);
  const wrong = status >= 400 ? `${say('error')}: ` : '';
  const page = html`
<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>${`${wrong}${title} - ${say('service')} - ${name}`}</title>
<link rel="stylesheet" href="${`${url}/assets/${sheet}`}" />
<link rel="stylesheet" href="${`${url}/theme.css`}" />
<link rel="icon" href="${`${url}/assets/${icon.name}`}" type="image/svg+xml" />
${runsScripts && html`<script type="module" src="${`${url}/scripts/desk.js`}"></script>
`}</head>
<body class="${`utrecht-root utrecht-page-body eid-${front}`}">
<a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#content">${say('toContent')}</a>
<header class="utrecht-page-header eid-band">
<p class="eid-brand">${name} <span>${say('service')}</span></p>
<nav aria-label="${say('languages')}" class="eid-languages">
<ul>${languages.map((other) => html`<li>${other === language ? html`<span aria-current="true" lang="${other}">${names[other]}</span>` : html`<a class="utrecht-link" href="${inLanguage(other)}" lang="${other}" hreflang="${other}">${names[other]}</a>`}</li>`)}</ul>
</nav>
${menuOf(around)}</header>
${front === 'desk' && connectionOf(language)}<main id="content" class="eid-content" tabindex="-1" ${front === 'desk' && html`data-live="${live}" data-service="${`${say('service')} - ${name}`}"`}>${body}</main>
<footer class="utrecht-page-footer eid-foot">${footOf(around)}</footer>
</body>
</html>`;
  return { status, mediaType: 'text/html; charset=utf-8', body: `<!doctype html>${page.written}`, headers: headersOf(place) };
}

/** Where a script says how it stands with the connection. */
function connectionOf(language: Language): Markup {
  const { waiting, lost, sent } = connectionWords(language);
  return html`<p id="eid-connection" role="status" class="eid-connection" data-waiting="${waiting}" data-lost="${lost}" data-sent="${sent}"></p>
`;
}

function menuOf({ menu = [], language }: Around): Markup | null {
  if (menu.length === 0) return null;
  return html`<nav aria-label="${sayIn(shellTexts, language)('menu')}" class="eid-menu">
<ul>${menu.map(({ href, title, isHere }) => html`<li><a class="utrecht-link" href="${href}" ${isHere && html`aria-current="page"`}>${title}</a></li>`)}</ul>
</nav>
`;
}

function footOf({ place: { help, front }, language, leave, until, foot = [] }: Around): Markup {
  const say = sayIn(shellTexts, language);
  return html`
${help && html`<h2 class="utrecht-heading-3">${say('help')}</h2>
<p><a class="utrecht-link" href="${`tel:${help.telephone.replaceAll(/[^+\d]/g, '')}`}">${say('call', { telephone: help.telephone })}</a></p>
${help.email !== null && html`<p><a class="utrecht-link" href="${`mailto:${help.email}`}">${say('write', { email: help.email })}</a></p>`}`}
${foot.map(({ href, title }) => html`<p><a class="utrecht-link" href="${href}">${title}</a></p>
`)}${until !== undefined && front === 'pages' && html`<p>${say('until', { time: formatTime(until, language) })}</p>
`}${leave !== undefined && html`<p><a class="utrecht-link" href="${leave}">${say('leave')}</a></p>`}
`;
}

/** Nothing inline, nothing from elsewhere; in a frame only of the hosts that the municipality named. */
export function headersOf({ embeddedBy, front }: Pick<PagePlace, 'embeddedBy' | 'front'>): Record<string, string> {
  const ancestors = embeddedBy.length === 0 ? "'none'" : embeddedBy.map((host) => `https://${host}`).join(' ');
  return {
    // Forms lead on to the places where people pay and log in: those are other hosts, and the house itself chooses them. The photo of a card comes with the page.
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'${front === 'desk' ? ' data:' : ''}; connect-src 'self'; frame-ancestors ${ancestors}; base-uri 'none'`,
    'Referrer-Policy': 'same-origin',
    ...(embeddedBy.length > 0 && { 'X-Frame-Options': '' }),
  };
}
