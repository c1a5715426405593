import type { Language } from '#services/belgium/language.ts';

const words: { readonly [L in Language]: (link: string) => string } = {
  nl: (link) => `QR-code die naar deze pagina leidt: ${link}`,
  fr: (link) => `Code QR qui mène à cette page : ${link}`,
  de: (link) => `QR-Code, der zu dieser Seite führt: ${link}`,
  en: (link) => `QR code that leads to this page: ${link}`,
};

/** What who cannot see the code hears instead of it. */
export const sayQrCode = (language: Language, link: string): string => words[language](link);
