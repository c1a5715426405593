import type { Medium } from '#connectors/crm/crm.port.ts';
import type { Language } from '#services/belgium/language.ts';
import { catalogue, clerkLines } from './catalogue/catalogue.ts';
import { representativeLines } from './catalogue/representative-lines.ts';
import { paragraphs, type MessageText } from './catalogue/texts.ts';
import { whatsappText } from './catalogue/whatsapp-text.ts';
import type { Notice, Recipient } from './communication.contract.ts';
import { inGsmLetters } from '#connectors/messaging/sms-length.ts';

export type ComposeInput = {
  readonly notice: Notice; readonly language: Language; readonly medium: Medium; readonly values: Readonly<Record<string, string>>;
  /** The citizen, unless said otherwise. The names in `values` are the citizen's either way. */
  readonly to?: Recipient;
};

// Not every person in the National Register has both a first name and a surname.
const mayBeBlank: ReadonlySet<string> = new Set(['firstName', 'lastName']);

/** A value stays on its line and cannot turn the reading direction around. */
export const onOneLine = (value: string): string => value
  .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ')
  .replace(/[\p{Cc}\p{Cf}]/gu, '')
  .trim();

/** What somebody wrote for this citizen alone: it keeps its lines. */
const written: ReadonlySet<string> = new Set(['answer']);

const onSeveralLines = (value: string): string => value.split(/\r\n|[\n\r\u0085\u2028\u2029]/u).map(onOneLine).join('\n').replaceAll(/\n{3,}/g, '\n\n').trim();

/** One pass: what a value brings in is never looked at again. */
const fill = (text: string, notice: Notice, values: ComposeInput['values']): string =>
  text.replace(/( ?)\{(\w+)\}/gu, (_match, space: string, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const filled = value === undefined ? undefined : (written.has(name) ? onSeveralLines : onOneLine)(value);
    // Names the placeholder only: the value may be personal data.
    if (filled === undefined || (filled === '' && !mayBeBlank.has(name))) throw new Error(`message ${notice}: no value for {${name}}`);
    return filled === '' ? '' : `${space}${filled}`;
  });

/** What each medium carries, before the placeholders are filled. */
const carried: { readonly [M in Medium]: (text: MessageText, language: Language, to: Recipient) => string } = {
  email: ({ body }, language, to) => (to === 'representative' ? paragraphs(representativeLines[language], body) : body),
  letter: ({ body }) => body,
  'e-box': ({ body }) => body,
  telephone: ({ body }, language) => paragraphs(clerkLines[language], body),
  whatsapp: ({ short }, language) => whatsappText(short, language),
  sms: ({ short }) => short,
};

/** The message as it leaves the house: in the citizen's language, in the length that the medium allows. */
export const composeMessage = ({ notice, language, medium, values, to = 'citizen' }: ComposeInput): { subject: string; body: string } => {
  const text = catalogue[language][notice];
  const body = fill(carried[medium](text, language, to), notice, values);
  return { subject: fill(text.subject, notice, values), body: medium === 'sms' ? inGsmLetters(body) : body };
};
