import type { Address } from './address.ts';
import type { Language } from './language.ts';

const locales: { readonly [L in Language]: string } = { nl: 'nl-BE', fr: 'fr-BE', de: 'de-BE', en: 'en-GB' };

/** Intl takes a hundred times longer to make a format than to use it, and a page uses hundreds: each is made once. */
function perLanguage<F>(make: (locale: string) => F): (language: Language) => F {
  const made = new Map<Language, F>();
  return (language) => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const format = make(locales[language]);
    made.set(language, format);
    return format;
  };
}

const dates = (options: Intl.DateTimeFormatOptions) => perLanguage((locale) => new Intl.DateTimeFormat(locale, options));
const numbers = (options: Intl.NumberFormatOptions) => perLanguage((locale) => new Intl.NumberFormat(locale, options));
const onBelgianClock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Brussels' } as const;

const longDay = dates({ dateStyle: 'long', timeZone: 'UTC' });
const longMoment = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...onBelgianClock });
const weekdayAndDay = dates({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Brussels' });
const clockTime = dates(onBelgianClock);
const longMonth = dates({ month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortMonth = dates({ month: 'short', timeZone: 'UTC' });
const euro = numbers({ style: 'currency', currency: 'EUR' });
const oneDecimal = numbers({ maximumFractionDigits: 1 });
const percent = numbers({ style: 'percent', maximumFractionDigits: 1 });

/** French says '1er août', which Intl does not. */
const firstOfMonth = (text: string, language: Language): string => (language === 'fr' ? text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er') : text);

/** '2026-09-30' becomes '30 september 2026'. */
export const formatDay = (day: string, language: Language): string => {
  const date = new Date(`${day}T12:00:00Z`);
  // A day that does not exist, such as 30 February, would silently roll over to the next month.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) throw new RangeError('not a calendar day (YYYY-MM-DD)');
  return firstOfMonth(longDay(language).format(date), language);
};

/** Weekday, date and time on the Belgian clock. */
export const formatMoment = (epochMs: number, language: Language): string =>
  firstOfMonth(longMoment(language).format(epochMs), language);

/** Weekday, day and month on the Belgian calendar: 'dinsdag 1 december'. */
export const formatWeekday = (epochMs: number, language: Language): string =>
  firstOfMonth(weekdayAndDay(language).format(epochMs), language);

/** '09:30' on the Belgian clock. */
export const formatTime = (epochMs: number, language: Language): string =>
  clockTime(language).format(epochMs);

/** How a box of a building is written beside its number. */
const boxes: { readonly [L in Language]: string } = { nl: 'bus', fr: 'boîte', de: 'Briefkasten', en: 'box' };

/** The lines of an address, as on an envelope. */
export const formatAddress = ({ street, houseNumber, box, postcode, city }: Address, language: Language): readonly [string, string] =>
  [`${street} ${houseNumber}${box === undefined || box === '' ? '' : ` ${boxes[language]} ${box}`}`, `${postcode} ${city}`];

export const formatMoney = (cents: number, language: Language): string => {
  if (!Number.isSafeInteger(cents)) throw new RangeError('an amount is a whole number of cents');
  return euro(language).format(cents / 100);
};

/** A figure, with one decimal where it has one: '1.234,5'. */
export const formatNumber = (value: number, language: Language): string => oneDecimal(language).format(value);

/** 75.5 (of a hundred) becomes '75,5%'. */
export const formatPercent = (value: number, language: Language): string => percent(language).format(value / 100);

/** '2026-10' becomes 'oktober 2026'. */
export const formatMonth = (month: string, language: Language): string => inMonth(month, longMonth(language));

/** '2026-10' becomes 'okt', for below an axis. */
export const formatShortMonth = (month: string, language: Language): string => inMonth(month, shortMonth(language));

function inMonth(month: string, format: Intl.DateTimeFormat): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RangeError('not a calendar month (YYYY-MM)');
  return format.format(new Date(`${month}-15T12:00:00Z`));
}

const plurals = perLanguage((locale) => new Intl.PluralRules(locale));

/** Whether a language says a number with the word for one: French says 1,5 jour. */
export const saysOne = (count: number, language: Language): boolean => plurals(language).select(count) === 'one';
