import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Language } from '#services/belgium/language.ts';
import { feeSentence } from './catalogue/fee-sentences.ts';
import { formatDay, formatMoment, formatMoney } from '#services/belgium/formats.ts';
import { placeholders } from './catalogue/texts.ts';
import type { Notice } from './communication.contract.ts';
import { communicationFailures } from './communication.failures.ts';

export type Given = Readonly<Record<string, string | number>>;
type Form = (value: string | number, language: Language) => string;

/** Everyone knows these of every message: citizen and sender. */
export const known: readonly string[] = ['firstName', 'lastName', 'organisation', 'telephone', 'counter'];

/** A placeholder that goes by another name among the facts of the journey. */
const facts: Readonly<Record<string, string>> = { when: 'start' };

/** How a fact reads in a message. What is not here is taken as it is. */
const forms: Readonly<Record<string, Form>> = {
  when: (value, language) => formatMoment(Number(value), language),
  amount: (value, language) => formatMoney(Number(value), language),
  fee: (value, language) => feeSentence(Number(value), language),
  // A time to pay that ends at midnight has the day before as its last.
  deadline: (value, language) => formatDay(dayOf(Number(value) - 1), language),
  claimBefore: (value, language) => formatDay(String(value), language),
  expiresOn: (value, language) => formatDay(String(value), language),
  receivedOn: (value, language) => formatDay(String(value), language),
  answerOn: (value, language) => formatDay(String(value), language),
  iban: (value) => String(value).replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 '),
};

/**
 * What the text of a notice needs, beside citizen and sender, in the words of a language. Instants are epoch milliseconds, amounts cents,
 * days YYYY-MM-DD.
 * @throws communication.values-unfit, which names what is missing or cannot be read, never its value
 */
export function fillValues(notice: Notice, given: Given, language: Language): Record<string, string> {
  const needed = placeholders[notice].filter((name) => !known.includes(name));
  return Object.fromEntries(needed.map((placeholder) => {
    const name = facts[placeholder] ?? placeholder;
    const value = given[name];
    const form = forms[placeholder] ?? String;
    try {
      if (value === undefined || value === '') throw new RangeError('missing');
      return [placeholder, form(value, language)];
    } catch (cause) {
      throw communicationFailures['values-unfit']({ cause, issues: [{ in: 'body', name: `values.${name}`, detail: value === undefined ? 'the text needs this' : 'this cannot be written in a text' }] });
    }
  }));
}
