import type { Log } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Elsewhere, Front, Handed, Page, Shown, Tried } from '#services/kernel/page.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import type { StrangerLimits } from '../stranger-limits.ts';
import { logUnexpected } from '../log-unexpected.ts';
import { problemOf } from '../problem.ts';
import { chosenLanguage, isLanguage, languageOf } from './chosen-language.ts';
import { comeBackForm, openComingBack, type Around } from './come-back.ts';
import { noSession, readCookies } from './cookies.ts';
import { explain } from './explain.ts';
import { fixedAddresses } from './fixed-addresses.ts';
import { sealForms } from './form-proof.ts';
import type { Typed } from './keep-form.ts';
import { pageCtx, type Actions } from './page-ctx.ts';
import { allowHost, ledOn, unlessSeen, wantsPart } from './part.ts';
import type { PagePlace, PagesControl } from './page-place.ts';
import type { PlacedPage } from './placed-page.ts';
import { isFromElsewhere, problemsOf, readForm } from './read-form.ts';
import { openStylesheet } from './stylesheet.ts';
import { whoLooks } from './who-looks.ts';
import { leadTo, openWriting, withCookies, type Outcome, type Visit } from './write-page.ts';

export interface PageMeans {
  readonly front: Front;
  readonly control: PagesControl;
  readonly verify: (token: string) => Promise<Caller>;
  readonly strangers: Pick<StrangerLimits, 'ofEntry' | 'ofGuess'>;
  readonly actions: Actions;
  /** All pages of this front: some have a name at the foot of all, some in the menu. */
  readonly pages: readonly PlacedPage[];
  readonly log: Log;
}

/** Where the desk lets people in: the page of that path, which is for anyone. */
const signInPath = '/sign-in';

/** A front for people: pages of plugins, in the shell of the municipality. */
export function openPageFront(means: PageMeans) {
  const sheet = openStylesheet(means.front);
  const at = (nis: string | undefined) => means.control.at(nis ?? '', means.front);
  const forms = sealForms(() => means.control.formKey());
  const write = openWriting(means, sheet);
  const { offer, cameBack } = openComingBack({ ...means, forms, write, sent, ctxOf });

  /** One page, looked at or with a form sent to it; for the scripts of the desk only what it shows. */
  async function serve(page: PlacedPage, exchange: Exchange): Promise<Answer> {
    const place = at(exchange.path['nis']);
    const answer = await answerTo(page, place, exchange);
    if (!place || place.front === 'pages') return answer;
    return allowHost(wantsPart(exchange) ? unlessSeen(ledOn(answer), exchange) : answer, place, exchange);
  }

  async function answerTo(page: PlacedPage, place: PagePlace | undefined, exchange: Exchange): Promise<Answer> {
    const asked = exchange.path['language'];
    const chosen = place && chosenLanguage(exchange.request.headers['accept-language'], place.municipality.languages);
    const language = page.withoutLanguage ? chosen : languageOf(place, asked);
    // A bookmark, or a link in a letter, may be older than the languages that are spoken here now.
    if (place && !language && isLanguage(asked)) return leadTo(`${place.url}/${chosen}${belowLanguage(exchange)}`, { Vary: 'Accept-Language' });
    if (!place || !language || !place.offers(page.plugin)) return explain('notFound', { place, language, sheet, exchange });
    const cookies = readCookies(exchange.request);
    const typed = readOnce(exchange);
    const around = { page, place, language, sheet, exchange, cookies, typed };
    try {
      if (page.for === 'citizen' && exchange.request.method === 'POST' && (await typed())['do'] === comeBackForm) return await cameBack(around);
      const looker = await whoLooks(page, place, cookies, exchange, means.verify);
      if (page.for !== 'anyone' && !looker.caller) return await shownOut(around);
      const visit = { place, language, cookies, looker };
      const tooOften = page.for === 'anyone' && exchange.request.method === 'POST' ? means.strangers.ofEntry(exchange.request, place.municipality.id, `page ${page.path}`) : isTooOften(page, visit, exchange, exchange.path[page.secret ?? '']);
      if (tooOften) return explain('tooOften', around, tooOften.headers);
      return write(page, visit, exchange, exchange.request.method === 'POST' ? await sent(page, visit, exchange, await typed()) : await page.show(ctxOf(page, visit, exchange)));
    } catch (error) {
      return await explainError(error, around);
    }
  }

  /** Who has no session here, or none any more. People come back to where they were; what they had filled in comes along. */
  async function shownOut(around: Around): Promise<Answer> {
    const { place, language, exchange } = around;
    const out = [noSession(new URL(place.url))];
    if (place.front === 'pages') {
      const answer = await offer(around) ?? explain('ended', around);
      return withCookies(answer, [...out, ...answer.cookies ?? []]);
    }
    if (wantsPart(exchange)) return withCookies(explain('deskEnded', around), out);
    const to = exchange.request.method === 'GET' ? belowLanguage(exchange) : '';
    return withCookies(leadTo(`${place.url}/${language}${signInPath}${/^\/./.test(to) ? `?${new URLSearchParams({ to }).toString()}` : ''}`), out);
  }

  function isTooOften(page: Page, { place }: Visit, { request }: Exchange, secret: string | undefined): Answer | undefined {
    return secret === undefined ? undefined : means.strangers.ofGuess(request, place.municipality.id, `page ${page.path}`, secret);
  }

  /** What no page said itself. */
  async function explainError(error: unknown, around: Around): Promise<Answer> {
    const { problem: { status }, unexpected } = problemOf(error);
    if (unexpected) logUnexpected(means.log, error, { traceId: around.exchange.traceId });
    if (status === 401) return await shownOut(around);
    if (status === 403 && around.place.front === 'desk') return explain('forbidden', around);
    if (status === 403 || status === 404) return explain('notFound', around);
    return { ...explain(status < 500 ? 'formOld' : 'broken', around), status };
  }

  async function sent(page: PlacedPage, visit: Visit, exchange: Exchange, typed: Typed): Promise<Outcome> {
    const { do: name = '', once = '', proof = '', ...values } = typed;
    const form = Object.hasOwn(page.forms ?? {}, name) ? page.forms?.[name] : undefined;
    if (!form || (!visit.looker.byToken && isFromElsewhere(exchange.request)) || !forms.holds({ visitor: visit.looker.visitor, page: page.path, name }, { once, proof })) return 'old';
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

  function ctxOf(page: Page, visit: Visit, exchange: Exchange, once?: string) {
    return pageCtx(page, { ...visit, exchange, once, forms, ...means });
  }

  return { serve, sheet, ...fixedAddresses(at, sheet, means.log) };
}

/** A body can be read once. */
function readOnce({ request }: Exchange): () => Promise<Typed> {
  let read: Promise<Typed> | undefined;
  return () => (read ??= readForm(request));
}

/** The same page with a refusal: a browser and a screen reader are told that it was not taken. */
function asRefused(outcome: Shown | Elsewhere | Handed): Shown | Elsewhere | Handed {
  return 'title' in outcome ? { status: 422, ...outcome } : outcome;
}

/** What stands in the address behind the language: a path, or what is asked of the first page. */
function belowLanguage({ request, path: { language = '' } }: Exchange): string {
  const whole = ('originalUrl' in request && typeof request.originalUrl === 'string' ? request.originalUrl : request.url) ?? '';
  const [, below = ''] = new RegExp(`^/(?:desk|pages)/\\d{5}/${language}([/?].*)$`, 's').exec(whole) ?? [];
  return below;
}
