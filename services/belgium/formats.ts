import type { Address } from './address.ts';
import type { Language } from './language.ts';

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

/** Weekday, day and month on the Belgian calendar: 'dinsdag 1 december'. */
export const formatWeekday = (epochMs: number, language: Language): string =>
  firstOfMonth(new Intl.DateTimeFormat(locales[language], { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Brussels' }).format(epochMs), language);

/** '09:30' on the Belgian clock. */
export const formatTime = (epochMs: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Brussels' }).format(epochMs);

/** How a box of a building is written beside its number. */
const boxes: { readonly [L in Language]: string } = { nl: 'bus', fr: 'boîte', de: 'Briefkasten', en: 'box' };

/** The lines of an address, as on an envelope. */
export const formatAddress = ({ street, houseNumber, box, postcode, city }: Address, language: Language): readonly [string, string] =>
  [`${street} ${houseNumber}${box === undefined || box === '' ? '' : ` ${boxes[language]} ${box}`}`, `${postcode} ${city}`];

export const formatMoney = (cents: number, language: Language): string => {
  if (!Number.isSafeInteger(cents)) throw new RangeError('an amount is a whole number of cents');
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);
};

/** A figure, with one decimal where it has one: '1.234,5'. */
export const formatNumber = (value: number, language: Language): string => new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value);

/** 75.5 (of a hundred) becomes '75,5%'. */
export const formatPercent = (value: number, language: Language): string => new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);

/** '2026-10' becomes 'oktober 2026'. */
export const formatMonth = (month: string, language: Language): string => inMonth(month, language, { month: 'long', year: 'numeric' });

/** '2026-10' becomes 'okt', for below an axis. */
export const formatShortMonth = (month: string, language: Language): string => inMonth(month, language, { month: 'short' });

function inMonth(month: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new RangeError('not a calendar month (YYYY-MM)');
  return new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`));
}
