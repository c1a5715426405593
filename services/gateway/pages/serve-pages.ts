import type { Language, Log } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Elsewhere, Handed, Page, Shown, Tried } from '#services/kernel/page.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import type { StrangerLimits } from '../stranger-limits.ts';
import { logUnexpected } from '../log-unexpected.ts';
import { problemOf } from '../problem.ts';
import { noSession, readCookies, rememberedCookie, sessionCookie, visitorCookie, type Cookies } from './cookies.ts';
import { sealForms } from './form-proof.ts';
import { pageCtx, type Actions } from './page-ctx.ts';
import type { PagePlace, PagesControl } from './page-place.ts';
import { problemsOf, readForm } from './read-form.ts';
import { explain } from './explain.ts';
import { wrap } from './shell.ts';
import { chosenLanguage } from './chosen-language.ts';
import { openStylesheet, themeOf } from './stylesheet.ts';

export interface PageMeans {
  readonly control: PagesControl;
  readonly verify: (token: string) => Promise<Caller>;
  readonly strangers: Pick<StrangerLimits, 'ofEntry' | 'ofGuess'>;
  readonly actions: Actions;
  /** Pages that have a name at the foot of all. */
  readonly foot: readonly Pick<Page, 'path' | 'inFoot'>[];
  readonly log: Log;
}

/** Where a page is entered, once it is known whose pages these are, in which language, and by whom. */
interface Visit { readonly place: PagePlace; readonly language: Language; readonly cookies: Cookies; readonly caller: Caller | undefined }

/** `old`: the form is not one of this visitor's. */
type Outcome = Shown | Elsewhere | Handed | { readonly tooOften: Answer } | 'old';

export const pagesRoot = '/pages/{nis}';

/** The front for people: pages of plugins, in the shell of the municipality. */
export function openPageFront(means: PageMeans) {
  const sheet = openStylesheet();
  const forms = sealForms(() => means.control.formKey());

  /** One page, looked at or with a form sent to it. */
  async function serve(page: Page, exchange: Exchange): Promise<Answer> {
    const place = means.control.at(exchange.path['nis'] ?? '');
    const language = page.withoutLanguage ? place && chosenLanguage(exchange.request.headers['accept-language'], place.municipality.languages) : languageOf(place, exchange.path['language']);
    if (!place || !language) return explain('notFound', { place, language, sheet });
    const cookies = readCookies(exchange.request);
    const around = { place, language, sheet, exchange };
    try {
      const caller = page.for === 'anyone' ? undefined : await whoCameIn(place, page.for, cookies);
      if (page.for !== 'anyone' && !caller) return withCookies(explain('ended', around), [noSession(new URL(place.url))]);
      const visit = { place, language, cookies, caller };
      const tooOften = page.for === 'anyone' && exchange.request.method === 'POST' ? means.strangers.ofEntry(exchange.request, place.municipality.id, `page ${page.path}`) : isTooOften(page, visit, exchange, exchange.path[page.secret ?? '']);
      if (tooOften) return explain('tooOften', around, tooOften.headers);
      return write(page, visit, exchange, exchange.request.method === 'POST' ? await sent(page, visit, exchange) : await page.show(ctxOf(page, visit, exchange)));
    } catch (error) {
      return explainError(error, around);
    }
  }

  function isTooOften(page: Page, { place }: Visit, { request }: Exchange, secret: string | undefined): Answer | undefined {
    return secret === undefined ? undefined : means.strangers.ofGuess(request, place.municipality.id, `page ${page.path}`, secret);
  }

  /** What no page said itself. */
  function explainError(error: unknown, around: { readonly place: PagePlace; readonly language: Language; readonly sheet: typeof sheet; readonly exchange: Exchange }): Answer {
    const { problem: { status }, unexpected } = problemOf(error);
    if (unexpected) logUnexpected(means.log, error, { traceId: around.exchange.traceId });
    if (status === 401) return withCookies(explain('ended', around), [noSession(new URL(around.place.url))]);
    if (status === 403 || status === 404) return explain('notFound', around);
    return { ...explain(status < 500 ? 'formOld' : 'broken', around), status };
  }

  async function sent(page: Page, visit: Visit, exchange: Exchange): Promise<Outcome> {
    const { do: name = '', once = '', proof = '', ...values } = await readForm(exchange.request);
    const form = Object.hasOwn(page.forms ?? {}, name) ? page.forms?.[name] : undefined;
    if (!form || isFromElsewhere(exchange) || !forms.holds({ visitor: visit.cookies.visitor, page: page.path, name }, { once, proof })) return 'old';
    const tooOften = isTooOften(page, visit, exchange, values[page.secret ?? '']);
    if (tooOften) return { tooOften };
    const back = (tried: Omit<Tried, 'form' | 'values'>) => page.show(ctxOf(page, visit, exchange), { form: name, values, ...tried });
    const read = form.read(values);
    if ('error' in read) return asRefused(await back({ problems: problemsOf(read.error, values) }));
    try {
      return await read.submit(ctxOf(page, visit, exchange, once));
    } catch (error) {
      // What the house refuses is said on the page, with what was typed. Who is no longer let in, and what broke, is said by the shell.
      if (!isFailure(error) || error.code === 401 || error.code >= 500) throw error;
      return asRefused(await back({ problems: {}, failure: error.type }));
    }
  }

  function write(page: Page, { place, language, cookies, caller }: Visit, exchange: Exchange, outcome: Outcome): Answer {
    const url = new URL(place.url);
    const visitor = visitorCookie(cookies.visitor, url);
    if (outcome === 'old') return withCookies(explain('formOld', { place, language, sheet, exchange }), [visitor]);
    if ('tooOften' in outcome) return explain('tooOften', { place, language, sheet, exchange }, outcome.tooOften.headers);
    if ('mediaType' in outcome) return fileOf(outcome);
    if ('goTo' in outcome) {
      const session = outcome.enter ? [sessionCookie(outcome.enter.token, url, (outcome.enter.expiresAt - means.control.realNow()) / 1000)] : outcome.leave ? [noSession(url)] : [];
      return withCookies({ status: 303, mediaType: 'text/plain; charset=utf-8', body: '', headers: { Location: outcome.goTo } }, [visitor, ...session, ...(outcome.remember === undefined ? [] : [rememberedCookie(outcome.remember, url)])]);
    }
    const inLanguage = (other: Language) => `${url.pathname === '/' ? '' : url.pathname}/${other}${filled(page.path, exchange.path)}${exchange.query.size > 0 ? `?${exchange.query.toString()}` : ''}`;
    return withCookies(wrap(outcome, { place, language, inLanguage, foot: footOf(place, language), ...sheetsOf(place, sheet.name), ...(caller && { leave: `${place.url}/${language}/leave` }) }), [visitor]);
  }

  function footOf(place: PagePlace, language: Language) {
    return means.foot.flatMap(({ path, inFoot }) => (inFoot ? [{ href: `${place.url}/${language}${path}`, title: inFoot[language] }] : []));
  }

  function ctxOf(page: Page, visit: Visit, exchange: Exchange, once?: string) {
    return pageCtx(page, { ...visit, exchange, once, forms, ...means });
  }

  async function whoCameIn({ municipality }: PagePlace, kind: 'citizen' | 'official', { session }: Cookies): Promise<Caller | undefined> {
    if (session === undefined || session === '') return undefined;
    const caller = await means.verify(session);
    return caller.kind === kind && caller.municipality === municipality.id ? caller : undefined;
  }

  return {
    serve,
    sheet,
    theme: async ({ path: { nis = '' } }: Exchange): Promise<Answer> => {
      const place = means.control.at(nis);
      return place ? themeOf(place) : explain('notFound', { place, language: undefined, sheet });
    },
    /** Without a language: the first of the browser's that the municipality speaks. */
    welcome: async ({ path: { nis = '' }, request: { headers } }: Exchange): Promise<Answer> => {
      const place = means.control.at(nis);
      if (!place) return explain('notFound', { place, language: undefined, sheet });
      return { status: 303, mediaType: 'text/plain; charset=utf-8', body: '', headers: { Location: `${place.url}/${chosenLanguage(headers['accept-language'], place.municipality.languages)}`, Vary: 'Accept-Language' } };
    },
    /** Out, and told so. */
    leave: async ({ path: { nis = '', language } }: Exchange): Promise<Answer> => {
      const place = means.control.at(nis);
      if (!place) return explain('notFound', { place, language: undefined, sheet });
      const url = new URL(place.url);
      return withCookies(explain('left', { place, language: languageOf(place, language), sheet }), [noSession(url), rememberedCookie('', url)]);
    },
    nothing: async ({ path: { nis = '', language } }: Exchange): Promise<Answer> => {
      const place = means.control.at(nis);
      return explain('notFound', { place, language: languageOf(place, language), sheet });
    },
    speaks: ({ path: { nis = '', language } }: Exchange): boolean => languageOf(means.control.at(nis), language) !== undefined,
  };
}

/** The same page with a refusal: a browser and a screen reader are told that it was not taken. */
function asRefused(outcome: Shown | Elsewhere | Handed): Shown | Elsewhere | Handed {
  return 'title' in outcome ? { status: 422, ...outcome } : outcome;
}

/** Also a file is for nobody but who asked for it. */
function fileOf({ mediaType, body, fileName }: Handed): Answer {
  return { status: 200, mediaType, body, headers: fileName === undefined ? {} : { 'Content-Disposition': `attachment; filename="${fileName}"` } };
}

/** A browser says where a form was sent from; what says nothing is judged by the proof alone. */
function isFromElsewhere({ request: { headers } }: Exchange): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

function languageOf(place: PagePlace | undefined, asked: string | undefined): Language | undefined {
  return place?.municipality.languages.find((language) => language === asked);
}

function sheetsOf(place: PagePlace, sheet: string): { readonly stylesheet: string; readonly theme: string } {
  return { stylesheet: `${place.url}/assets/${sheet}`, theme: `${place.url}/theme.css` };
}

function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path === '/' ? '' : path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? ''));
}

function withCookies(answer: Answer, cookies: readonly string[]): Answer {
  return { ...answer, cookies };
}
