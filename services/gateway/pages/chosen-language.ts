import { languageSchema } from '#services/belgium/language.ts';
import type { Language } from '#services/kernel/context.ts';
import type { PagePlace } from './page-place.ts';

/** The first language that the browser prefers among those spoken here (`Accept-Language`, RFC 9110), else the first spoken here. */
export function chosenLanguage(accepted: string | undefined, spoken: readonly Language[]): Language {
  const wishes = (accepted ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const quality = Number(parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
    return { tag: tag.split('-', 1)[0], quality: Number.isFinite(quality) ? quality : 0 };
  }).filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const found = spoken.find((language) => language === tag);
    if (found) return found;
  }
  return spoken[0] ?? 'nl';
}

/** The language of an address, when it is one of the municipality's. */
export function languageOf(place: PagePlace | undefined, asked: string | undefined): Language | undefined {
  return place?.municipality.languages.find((language) => language === asked);
}

/** A language of an address, whether this municipality speaks it or not (any more). */
export function isLanguage(asked: string | undefined): boolean {
  return languageSchema.safeParse(asked).success;
}
