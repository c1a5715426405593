import { createHash } from 'node:crypto';
import type { Language } from '#services/kernel/context.ts';
import type { Elsewhere, Handed, Shown } from '#services/kernel/page.ts';
import { covers, type Caller } from '#services/kernel/caller.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { noSession, rememberedCookie, sessionCookie, visitorCookie, type Cookies } from './cookies.ts';
import { explain } from './explain.ts';
import type { Actions } from './page-ctx.ts';
import type { PagePlace, PagesControl } from './page-place.ts';
import { unlessSeen, wantsPart } from './part.ts';
import type { PlacedPage } from './placed-page.ts';
import { wrap } from './shell.ts';
import type { Stylesheet } from './stylesheet.ts';
import type { Looker } from './who-looks.ts';

/** Where a page is entered, once it is known whose pages these are, in which language, and by whom. */
export interface Visit { readonly place: PagePlace; readonly language: Language; readonly cookies: Cookies; readonly looker: Looker }

/** What came of a look at a page, or of a form sent to it. `old`: the form is not one of this visitor's. */
export type Outcome = Shown | Elsewhere | Handed | { readonly tooOften: Answer } | 'old';

interface WritingMeans { readonly control: PagesControl; readonly actions: Actions; readonly pages: readonly PlacedPage[] }

/** Puts what a page answered into HTTP: the shell with foot and menu, a file, or the way on, with the cookies that go along. */
export function openWriting(means: WritingMeans, sheet: Pick<Stylesheet, 'name'>) {
  return function write(page: PlacedPage, { place, language, cookies, looker: { caller } }: Visit, exchange: Exchange, outcome: Outcome): Answer {
    const url = new URL(place.url);
    const visitor = visitorCookie(cookies.visitor, url);
    if (outcome === 'old') return withCookies(explain('formOld', { place, language, sheet, exchange }), [visitor]);
    if ('tooOften' in outcome) return explain('tooOften', { place, language, sheet, exchange }, outcome.tooOften.headers);
    if ('mediaType' in outcome) return outcome.asked === 'again' ? unlessSeen(tagged(fileOf(outcome), outcome), exchange) : fileOf(outcome);
    if ('goTo' in outcome) {
      const session = outcome.enter ? [sessionCookie(outcome.enter.token, url, (outcome.enter.expiresAt - means.control.realNow()) / 1000)] : outcome.leave ? [noSession(url)] : [];
      return withCookies(leadTo(outcome.goTo), [visitor, ...session, ...(outcome.remember === undefined ? [] : [rememberedCookie(outcome.remember, url)])]);
    }
    return withCookies(wrap(outcome, { place, language, inLanguage: addressOf(page, place, exchange), sheet: sheet.name, part: wantsPartOf(place, exchange), foot: footOf(place, language), menu: menuOf(page, place, language, caller), ...(caller && { leave: `${place.url}/${language}/leave`, until: caller.session?.until }) }), [visitor]);
  };

  function footOf(place: PagePlace, language: Language) {
    return means.pages.flatMap(({ path, inFoot, plugin }) => (inFoot && place.offers(plugin) ? [{ href: `${place.url}/${language}${path}`, title: inFoot[language] }] : []));
  }

  /** Of the pages that this municipality has: those that this person may open. */
  function menuOf(here: PlacedPage, place: PagePlace, language: Language, caller: Caller | undefined) {
    return means.pages.flatMap((page) => {
      const { inMenu, path, plugin } = page;
      if (!inMenu || !caller || !place.offers(plugin) || !covers(caller.scopes, means.actions.get(inMenu.needs)?.scope ?? '')) return [];
      return [{ href: `${place.url}/${language}${path === '/' ? '' : path}`, title: inMenu.text[language], isHere: here.path === path }];
    });
  }
}

/** Where this same page is, in each language. */
export function addressOf({ path }: Pick<PlacedPage, 'path'>, place: Pick<PagePlace, 'url'>, exchange: Pick<Exchange, 'path' | 'query'>): (language: Language) => string {
  const { pathname } = new URL(place.url);
  return (language) => `${pathname === '/' ? '' : pathname}/${language}${filled(path, exchange.path)}${exchange.query.size > 0 ? `?${exchange.query.toString()}` : ''}`;
}

/** The way on. */
export function leadTo(location: string, headers: Answer['headers'] = {}): Answer {
  return { status: 303, mediaType: 'text/plain; charset=utf-8', body: '', headers: { Location: location, ...headers } };
}

export function withCookies(answer: Answer, cookies: readonly string[]): Answer {
  return { ...answer, cookies };
}

/** Also a file is for nobody but who asked for it. */
function fileOf({ mediaType, body, fileName }: Handed): Answer {
  return { status: 200, mediaType, body, headers: fileName === undefined ? {} : { 'Content-Disposition': `attachment; filename="${fileName}"` } };
}

/** May be kept by who asked, and is asked for again each time. */
function tagged(answer: Answer, { body }: Handed): Answer {
  return { ...answer, headers: { ...answer.headers, 'Cache-Control': 'private, no-cache', ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` } };
}

function wantsPartOf({ front }: Pick<PagePlace, 'front'>, exchange: Exchange): boolean {
  return front === 'desk' && wantsPart(exchange);
}

function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path === '/' ? '' : path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''));
}
