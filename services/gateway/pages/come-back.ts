import { isFailure } from '#services/kernel/failure.ts';
import type { ComeBack, Elsewhere, Page, PageCtx } from '#services/kernel/page.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Language, Log } from '#services/kernel/context.ts';
import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { logUnexpected } from '../log-unexpected.ts';
import type { StrangerLimits } from '../stranger-limits.ts';
import { sessionCookie, visitorCookie, type Cookies } from './cookies.ts';
import { explain } from './explain.ts';
import type { FormSealer } from './form-proof.ts';
import { keepForms, type Typed } from './keep-form.ts';
import { offerToComeBack, type NotIn } from './offer-to-come-back.ts';
import type { PagePlace, PagesControl } from './page-place.ts';
import type { PlacedPage } from './placed-page.ts';
import { isFromElsewhere } from './read-form.ts';
import { whoLooks, type Looker } from './who-looks.ts';
import { addressOf, withCookies, type Outcome, type Visit } from './write-page.ts';

/** The form by which somebody whose session has ended comes in again, at the page where it ended. */
export const comeBackForm = 'come-back';

/** One request to one page. */
export interface Around {
  readonly page: PlacedPage; readonly place: PagePlace; readonly language: Language; readonly sheet: { readonly name: string }; readonly exchange: Exchange; readonly cookies: Cookies;
  /** The form that was sent, however often it is asked for. */
  readonly typed: () => Promise<Typed>;
}

interface Means {
  readonly pages: readonly PlacedPage[];
  readonly control: Pick<PagesControl, 'realNow' | 'formKey'>;
  readonly verify: (token: string) => Promise<Caller>;
  readonly strangers: Pick<StrangerLimits, 'ofGuess'>;
  readonly forms: FormSealer;
  readonly log: Log;
  readonly ctxOf: (page: Page, visit: Visit, exchange: Exchange) => PageCtx;
  readonly sent: (page: PlacedPage, visit: Visit, exchange: Exchange, typed: Typed) => Promise<Outcome>;
  readonly write: (page: PlacedPage, visit: Visit, exchange: Exchange, outcome: Outcome) => Answer;
}
type Refused = { readonly wrong: NotIn; readonly headers?: Answer['headers'] };

/** Sessions that end in the middle of something: people come in again where they were, and nothing that they filled in is lost. */
export function openComingBack({ pages, control, verify, strangers, forms, log, ctxOf, sent, write }: Means) {
  const keeper = keepForms(() => control.formKey());
  /** Where people come in. */
  const entrance = pages.find((page) => page.comeBack);
  const asStranger = (page: Page, { place, language, cookies, exchange }: Around): PageCtx => ctxOf(page, { place, language, cookies, looker: { caller: undefined, credential: undefined, visitor: cookies.visitor, byToken: false } }, exchange);

  function ask(around: Around, kept: string | undefined, refused?: Refused): Answer | undefined {
    const { page, place, language, sheet, exchange, cookies } = around;
    if (!entrance?.comeBack || page.for === 'anyone') return undefined;
    const answer = offerToComeBack({
      comeBack: entrance.comeBack, ctx: asStranger(entrance, around), fields: asStranger(page, around).formFields(comeBackForm), kept, wrong: refused?.wrong,
      place, around: { language, inLanguage: addressOf(page, place, exchange), sheet: sheet.name },
    }, refused?.headers);
    return withCookies(answer, [visitorCookie(cookies.visitor, new URL(place.url))]);
  }

  async function enter(around: Around, secret: string): Promise<{ readonly looker: Looker; readonly cookies: readonly string[] } | Refused> {
    const { page, place, exchange, cookies } = around;
    // Logged in meanwhile, in another window.
    const here = await whoLooks(page, place, cookies, exchange, verify).catch((error: unknown) => { if (isFailure(error) && error.code === 401) return undefined; throw error; });
    if (here?.caller) return { looker: here, cookies: [] };
    if (!entrance?.comeBack || secret === '') return { wrong: 'missing' };
    const tooOften = strangers.ofGuess(exchange.request, place.municipality.id, `page ${entrance.path}`, secret);
    if (tooOften) return { wrong: 'too-often', headers: tooOften.headers };
    const entered = await exchanged(entrance.comeBack, asStranger(entrance, around), secret, (error) => { logUnexpected(log, error, { traceId: exchange.traceId }); });
    if (typeof entered === 'string') return { wrong: entered };
    const looker = await whoLooks(page, place, { ...cookies, session: entered.token }, exchange, verify);
    return { looker, cookies: [sessionCookie(entered.token, new URL(place.url), (entered.expiresAt - control.realNow()) / 1000)] };
  }

  return {
    /** How to come in again, for who has no session any more; nothing where nobody comes in by a page. */
    offer: async (around: Around): Promise<Answer | undefined> => {
      const { page, cookies: { visitor }, exchange, typed } = around;
      return ask(around, exchange.request.method === 'POST' ? keeper.keep(await typed(), { visitor, page: page.path }) : undefined);
    },
    /** Whoever came in again goes on where the session ended: what had been filled in is done now, if it is the same person in the same browser. */
    cameBack: async (around: Around): Promise<Answer> => {
      const { page, place, language, exchange, cookies } = around;
      const { once = '', proof = '', kept, ...given } = await around.typed();
      const bound = { visitor: cookies.visitor, page: page.path };
      const typed = kept === undefined ? undefined : keeper.open(kept, bound);
      if (isFromElsewhere(exchange.request) || !forms.holds({ ...bound, name: comeBackForm }, { once, proof }) || (kept !== undefined && !typed)) return explain('formOld', around);
      const entered = await enter(around, given[entrance?.comeBack?.field ?? '']?.trim() ?? '');
      if (!('looker' in entered)) return ask(around, kept, entered) ?? explain('ended', around);
      const visit = { place, language, cookies, looker: entered.looker };
      const answer = write(page, visit, exchange, typed ? await sent(page, visit, exchange, typed) : { goTo: addressOf(page, place, exchange)(language) });
      return withCookies(answer, [...answer.cookies ?? [], ...entered.cookies]);
    },
  };
}

/** The credential, or why there is none. What is broken is no reason to lose what was filled in. @param told of what is broken */
async function exchanged({ enter }: ComeBack, ctx: PageCtx, secret: string, told: (error: unknown) => void): Promise<NonNullable<Elsewhere['enter']> | NotIn> {
  try {
    return await enter(ctx, secret) ?? 'unknown';
  } catch (error) {
    if (isFailure(error) && error.code < 500) return 'unknown';
    told(error);
    return 'down';
  }
}
