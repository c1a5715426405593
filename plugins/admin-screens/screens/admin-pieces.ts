import type { Language } from '#services/kernel/context.ts';
import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx, Shown } from '#services/kernel/page.ts';
import type { ActionName } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { adminTexts } from './admin-texts.ts';

type Section = 'overview' | 'plugins' | 'connectors' | 'letters' | 'history' | 'audit' | 'agents' | 'retention' | 'municipality';
/** Each with what somebody must be allowed to open it. What dead letters show is for clerks too, on a screen of their own. */
const sections: readonly (readonly [name: Section, path: string, needs: ActionName])[] = [
  ['overview', '/admin', 'administration.show'], ['plugins', '/admin/plugins', 'administration.show'], ['connectors', '/admin/connectors', 'administration.show'], ['letters', '/admin/dead-letters', 'dead-letters.replay'],
  ['history', '/admin/history', 'administration.history'], ['agents', '/admin/agents', 'agents.list'], ['audit', '/admin/audit', 'audit.search'], ['retention', '/admin/retention', 'retention.classes'], ['municipality', '/admin/municipality', 'administration.municipality'],
];

type Around = Pick<PageCtx, 'language' | 'address' | 'may'>;

/** A screen of the administration: its name, the way to the others, and what it shows. */
export function adminShown({ language, address, may }: Around, here: Section, title: string, body: Content, more: Partial<Pick<Shown, 'status' | 'live'>> = {}): Shown {
  const say = sayIn(adminTexts, language);
  const open = sections.filter(([, , needs]) => may(needs));
  return {
    title, ...more,
    body: html`<nav class="eid-admin-nav" aria-label="${say('menu')}"><ul>${open.map(([name, path]) => html`<li><a class="utrecht-link" href="${address(path)}"${name === here && html` aria-current="true"`}>${say(name)}</a></li>`)}</ul></nav>
<h1 class="utrecht-heading-1">${title}</h1>
${body}`,
  };
}

/** Words of the house, of a schema or of a partner: English, whatever the language of the page. */
export function inEnglish(said: string): Markup {
  return html`<span lang="en">${said}</span>`;
}

const locales: Readonly<Record<Language, string>> = { nl: 'nl-BE', fr: 'fr-BE', de: 'de-BE', en: 'en-GB' };

/** Day and time to the second, short: for tables. */
export function shortMoment(epochMs: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Brussels' }).format(epochMs);
}

export function shortDay(epochMs: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Brussels' }).format(epochMs);
}

/** `official:els.peeters` as people call themselves. */
export const who = (actor: string): string => actor.replace(/^official:/, '');
