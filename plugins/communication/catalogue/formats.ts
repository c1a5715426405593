import type { Language } from '#services/belgium/language.ts';

const locales: { readonly [L in Language]: string } = { nl: 'nl-BE', fr: 'fr-BE', de: 'de-BE', en: 'en-GB' };

/** French says '1er août', which Intl does not. */
const firstOfMonth = (text: string, language: Language): string => (language === 'fr' ? text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er') : text);

/** '2026-09-30' becomes '30 september 2026'. */
export const formatDay = (day: string, language: Language): string => {
  const date = new Date(`${day}T12:00:00Z`);
  // A day that does not exist, such as 30 February, would silently roll over to the next month.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) throw new RangeError('not a calendar day (YYYY-MM-DD)');
  return firstOfMonth(new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(date), language);
};

/** Weekday, date and time on the Belgian clock. */
export const formatMoment = (epochMs: number, language: Language): string =>
  firstOfMonth(new Intl.DateTimeFormat(locales[language], {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Brussels',
  }).format(epochMs), language);

export const formatMoney = (cents: number, language: Language): string => {
  if (!Number.isSafeInteger(cents)) throw new RangeError('an amount is a whole number of cents');
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);
};
