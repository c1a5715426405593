import type { Language } from '#services/belgium/language.ts';
import { formatMoney } from '#services/belgium/formats.ts';

/** What a visit costs, in one sentence. */
const sentences: { readonly [L in Language]: { readonly free: string; readonly paid: (amount: string) => string } } = {
  nl: { free: 'Dit bezoek kost u niets.', paid: (amount) => `Dit bezoek kost ${amount}. U betaalt vooraf, nooit aan de deur.` },
  fr: { free: 'Cette visite est gratuite.', paid: (amount) => `Cette visite coûte ${amount}. Vous payez à l'avance, jamais à la porte.` },
  de: { free: 'Dieser Besuch kostet Sie nichts.', paid: (amount) => `Dieser Besuch kostet ${amount}. Sie zahlen im Voraus, nie an der Tür.` },
  en: { free: 'This visit costs you nothing.', paid: (amount) => `This visit costs ${amount}. You pay in advance, never at the door.` },
};

export function feeSentence(cents: number, language: Language): string {
  return cents === 0 ? sentences[language].free : sentences[language].paid(formatMoney(cents, language));
}
