import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Language } from '#services/belgium/language.ts';
import { feeSentence } from './catalogue/fee-sentences.ts';
import { formatDay, formatMoment, formatMoney } from './catalogue/formats.ts';

type Given = Readonly<Record<string, string | number>>;

/** How a fact of the journey reads in a message: its placeholder and its form. */
const forms: Readonly<Record<string, readonly [placeholder: string, form: (value: string | number, language: Language) => string]>> = {
  start: ['when', (value, language) => formatMoment(Number(value), language)],
  amount: ['amount', (value, language) => formatMoney(Number(value), language)],
  fee: ['fee', (value, language) => feeSentence(Number(value), language)],
  deadline: ['deadline', (value, language) => formatDay(dayOf(Number(value)), language)],
  claimBefore: ['claimBefore', (value, language) => formatDay(String(value), language)],
  expiresOn: ['expiresOn', (value, language) => formatDay(String(value), language)],
};

/** Instants are epoch milliseconds, amounts cents, days YYYY-MM-DD; everything else is taken as it is. */
export function fillValues(given: Given, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => {
    const [placeholder, form] = forms[name] ?? [name, String];
    return [placeholder, form(value, language)];
  }));
}
