import type { Language } from '#services/belgium/language.ts';
import { parameterName, placeholdersIn, templateName } from './catalogue/whatsapp-templates.ts';
import type { Notice } from './communication.contract.ts';
import { onOneLine } from './compose-message.ts';

/** Which approved text a notice is on WhatsApp, and what stands in its places: filled, it reads as the message that was composed. */
export function fillTemplate(notice: Notice, language: Language, values: Readonly<Record<string, string>>): { template: string; parameters: { name: string; text: string }[] } {
  return { template: templateName(notice), parameters: placeholdersIn(notice, language).map((name) => ({ name: parameterName(name), text: onOneLine(values[name] ?? '') })) };
}
