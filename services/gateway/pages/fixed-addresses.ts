import type { Answer } from '../answer.ts';
import type { Log } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Exchange } from '../exchange.ts';
import { chosenLanguage, languageOf } from './chosen-language.ts';
import { noSession, readCookies, rememberedCookie } from './cookies.ts';
import { explain } from './explain.ts';
import type { PagePlace } from './page-place.ts';
import { preflight } from './part.ts';
import { themeOf, type Stylesheet } from './stylesheet.ts';
import { leadTo, withCookies } from './write-page.ts';

/** What every front has at fixed addresses, whatever pages plugins bring. */
export function fixedAddresses(at: (nis: string | undefined) => PagePlace | undefined, sheet: Stylesheet, log: Log) {
  return {
    theme: async ({ path: { nis = '' } }: Exchange): Promise<Answer> => {
      const place = at(nis);
      return place ? themeOf(place) : explain('notFound', { place, language: undefined, sheet });
    },
    /** Without a language: the first of the browser's that the municipality speaks. */
    welcome: async ({ path: { nis = '' }, request: { headers } }: Exchange): Promise<Answer> => {
      const place = at(nis);
      if (!place) return explain('notFound', { place, language: undefined, sheet });
      return leadTo(`${place.url}/${chosenLanguage(headers['accept-language'], place.municipality.languages)}`, { Vary: 'Accept-Language' });
    },
    /** Out, and told so: the session ends, on whatever other machine somebody may hold it too. A page elsewhere leads nobody out. */
    leave: async (exchange: Exchange): Promise<Answer> => {
      const { path: { nis = '', language } } = exchange;
      const place = at(nis);
      if (!place) return explain('notFound', { place, language: undefined, sheet });
      if (exchange.request.headers['sec-fetch-site'] === 'cross-site') return leadTo(place.url);
      const url = new URL(place.url);
      const said = await endSession(exchange, log) ? (place.front === 'desk' ? 'deskLeft' : 'left') : 'leftHere';
      return withCookies(explain(said, { place, language: languageOf(place, language), sheet }), [noSession(url), rememberedCookie('', url)]);
    },
    nothing: async ({ path: { nis = '', language } }: Exchange): Promise<Answer> => {
      const place = at(nis);
      return explain('notFound', { place, language: languageOf(place, language), sheet });
    },
    /** Asked by a browser before it lets a page of another program ask. */
    preflight: async (exchange: Exchange): Promise<Answer> => {
      const place = at(exchange.path['nis']);
      return place ? preflight(place, exchange) : explain('notFound', { place, language: undefined, sheet });
    },
    /** What the scripts of the desk show when nothing else can be fetched. */
    offline: async ({ path: { nis = '', language } }: Exchange): Promise<Answer> => {
      const place = at(nis);
      return explain('offline', { place, language: languageOf(place, language), sheet });
    },
  };
}

/** Whether the session of this browser opens nothing any more: it was ended now, or was over already. */
async function endSession({ request, traceId, broker }: Exchange, log: Log): Promise<boolean> {
  const { session = '' } = readCookies(request);
  if (session === '') return true;
  try {
    await broker.call('identity.endSession', {}, { meta: { proof: session, traceId } });
    return true;
  } catch (error) {
    if (isFailure(error) && error.code === 401) return true;
    log.warn({ traceId, failure: isFailure(error) ? error.type : 'broken' }, 'somebody went out, and the session could not be ended');
    return false;
  }
}
