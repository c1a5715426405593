import type { Language } from '#services/belgium/language.ts';

/** What stands around a short text on WhatsApp: a text with placeholders is approved only if none of them opens or ends it; and nobody reads what is answered there. */
const around: { readonly [L in Language]: { readonly before: string; readonly after: string } } = {
  nl: { before: 'Bericht van', after: 'Antwoord hier niet: niemand leest uw antwoord.' },
  fr: { before: 'Message envoyé par', after: 'Ne répondez pas ici : personne ne lit votre réponse.' },
  de: { before: 'Nachricht von', after: 'Antworten Sie hier nicht: Niemand liest Ihre Antwort.' },
  en: { before: 'Message from', after: 'Do not reply here: nobody reads the answers.' },
};

export function whatsappText(short: string, language: Language): string {
  const { before, after } = around[language];
  return `${before} ${short}${/[.?!]$/.test(short) ? '' : '.'} ${after}`;
}
