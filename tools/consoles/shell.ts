import type { Language } from '#services/kernel/context.ts';
import { html } from '#services/kernel/html.ts';
import type { Shown } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import type { Answer } from '#services/gateway/answer.ts';
import { consoleTexts } from './console-texts.ts';

export const consolesRoot = '/consoles';
export const consoleLanguages: readonly Language[] = ['nl', 'fr', 'de', 'en'];
const names: Readonly<Record<Language, string>> = { nl: 'Nederlands', fr: 'Français', de: 'Deutsch', en: 'English' };

/** Nothing inline, nothing from elsewhere, no script at all; a mail stands in a frame that can do nothing. */
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** `here`: path of this same page below the language, with its query. */
export interface Around { readonly language: Language; readonly here: string; readonly sheets: readonly string[] }

/** A whole document around what a console shows. */
export function wrapConsole({ title, body, status = 200 }: Shown, { language, here, sheets }: Around): Answer {
  const say = sayIn(consoleTexts, language);
  const at = (path: string) => `${consolesRoot}/${language}${path}`;
  const places = [['', say('start')], ['/mailbox', say('mailbox')], ['/systems', say('systems')], ['/clock', say('clock')]] as const;
  const inLanguage = (other: Language) => (other === language
    ? html`<span aria-current="true" lang="${other}">${names[other]}</span>`
    : html`<a class="utrecht-link" href="${`${consolesRoot}/${other}${here}`}" lang="${other}" hreflang="${other}">${names[other]}</a>`);
  const page = html`
<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${`${status >= 400 ? `${say('error')}: ` : ''}${title} - ${say('consoles')}`}</title>
${sheets.map((sheet) => html`<link rel="stylesheet" href="${sheet}" />
`)}</head>
<body class="utrecht-root utrecht-page-body eid-console">
<a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#content">${say('toContent')}</a>
<header class="utrecht-page-header eid-band">
<p class="eid-brand">eID aan huis <span>${say('consoles')}</span></p>
<nav aria-label="${say('languages')}" class="eid-languages"><ul>${consoleLanguages.map((other) => html`<li>${inLanguage(other)}</li>`)}</ul></nav>
<nav aria-label="${say('places')}" class="eid-languages eid-places"><ul>${places.map(([path, named]) => html`<li><a class="utrecht-link" href="${at(path)}"${here === path && html` aria-current="page"`}>${named}</a></li>`)}</ul></nav>
</header>
<main id="content" class="eid-content" tabindex="-1">${body}</main>
<footer class="utrecht-page-footer eid-foot"><p>${say('fictitious')}</p></footer>
</body>
</html>`;
  return { status, mediaType: 'text/html; charset=utf-8', body: `<!doctype html>${page.written}`, headers: { 'Content-Security-Policy': policy, 'Referrer-Policy': 'same-origin' } };
}
