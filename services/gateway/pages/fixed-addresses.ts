import type { Answer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { chosenLanguage, languageOf } from './chosen-language.ts';
import { noSession, rememberedCookie } from './cookies.ts';
import { explain } from './explain.ts';
import type { PagePlace } from './page-place.ts';
import { preflight } from './part.ts';
import { themeOf, type Stylesheet } from './stylesheet.ts';
import { leadTo, withCookies } from './write-page.ts';

/** What every front has at fixed addresses, whatever pages plugins bring. */
export function fixedAddresses(at: (nis: string | undefined) => PagePlace | undefined, sheet: Stylesheet) {
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
    /** Out, and told so. */
    leave: async ({ path: { nis = '', language } }: Exchange): Promise<Answer> => {
      const place = at(nis);
      if (!place) return explain('notFound', { place, language: undefined, sheet });
      const url = new URL(place.url);
      return withCookies(explain(place.front === 'desk' ? 'deskLeft' : 'left', { place, language: languageOf(place, language), sheet }), [noSession(url), rememberedCookie('', url)]);
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
