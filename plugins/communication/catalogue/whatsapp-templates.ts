import { createHash } from 'node:crypto';
import { languageSchema, type Language } from '#services/belgium/language.ts';
import { noticeSchema, type Notice } from '../communication.contract.ts';
import { catalogue } from './catalogue.ts';
import { formatDay, formatMoment, formatMoney } from '#services/belgium/formats.ts';
import { whatsappText } from './whatsapp-text.ts';

const textOf = (notice: Notice, language: Language): string => whatsappText(catalogue[language][notice].short, language);

/** Placeholders of a text, in the order in which they stand there. */
export const placeholdersIn = (notice: Notice, language: Language): string[] => [...textOf(notice, language).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/** `expiresOn` becomes `expires_on`: WhatsApp takes small letters and underscores, twenty of them. */
export const parameterName = (placeholder: string): string => placeholder.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * What the approved text of a notice is called. A digest of the texts stands in the name: one word changed, in any language, and it is another template that has to be
 * approved. So what was approved and what the house has on record as said are the same text, also for what still waits in the outbox.
 */
export function templateName(notice: Notice): string {
  const texts = languageSchema.options.map((language) => textOf(notice, language));
  return `${notice.replaceAll('-', '_')}_${createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 8)}`;
}

/** Of nobody: a reviewer sees them. */
const examples = (language: Language): Readonly<Record<string, string>> => ({
  organisation: 'Stad Voorbeeld', telephone: '02 000 00 00', counter: 'Voorbeeldplein 1, 1000 Brussel', link: 'https://eid.example/v', code: 'AAAAA-BBBBB',
  expiresOn: formatDay('2026-09-30', language), when: formatMoment(Date.UTC(2026, 8, 30, 7, 30), language), amount: formatMoney(2_500, language), deadline: formatDay('2026-09-25', language),
  iban: 'BE68 5390 0754 7034', beneficiary: 'Stad Voorbeeld', communication: '+++090/9337/55493+++', claimBefore: formatDay('2026-12-30', language),
  receivedOn: formatDay('2026-09-25', language), answerOn: formatDay('2026-11-09', language),
});

export interface Submitted {
  readonly name: string; readonly language: Language; readonly category: 'UTILITY'; readonly parameter_format: 'NAMED';
  readonly components: readonly [{ readonly type: 'BODY'; readonly text: string; readonly example: { readonly body_text_named_params: readonly { readonly param_name: string; readonly example: string }[] } }];
}

/** Every text that has to be approved before it goes out, each as it is submitted (POST /<account>/message_templates). Kept as data with the wire: `connectors/messaging/wire/whatsapp-templates.json`. */
export function templatesToSubmit(): Submitted[] {
  return noticeSchema.options.flatMap((notice) => languageSchema.options.map((language): Submitted => {
    const text = textOf(notice, language).replaceAll(/\{(\w+)\}/g, (_all, name: string) => `{{${parameterName(name)}}}`);
    const named = placeholdersIn(notice, language).map((name) => ({ param_name: parameterName(name), example: examples(language)[name] ?? '' }));
    return { name: templateName(notice), language, category: 'UTILITY', parameter_format: 'NAMED', components: [{ type: 'BODY', text, example: { body_text_named_params: named } }] };
  }));
}
