import type { Language } from '#services/belgium/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import type { Texts } from './texts.ts';

export const catalogue: { readonly [L in Language]: Texts } = { nl, fr, de, en };

/** Stands above the text that a clerk reads on the telephone, in the language of the call. */
export const clerkLines: { readonly [L in Language]: string } = {
  nl: '[Voor de medewerker] Vraag naar {firstName} {lastName}. Spreek alleen met die persoon of met wie hem of haar vertegenwoordigt, en spreek niets in op een antwoordapparaat. Lees traag voor:',
  fr: "[Pour le collaborateur] Demandez {firstName} {lastName}. Parlez seulement à cette personne ou à la personne qui la représente, et ne laissez rien sur un répondeur. Lisez lentement :",
  de: '[Für die Mitarbeiterin oder den Mitarbeiter] Fragen Sie nach {firstName} {lastName}. Sprechen Sie nur mit dieser Person oder mit ihrer Vertretung, und sprechen Sie nichts auf einen Anrufbeantworter. Lesen Sie langsam vor:',
  en: '[For the clerk] Ask for {firstName} {lastName}. Speak only with that person or with who represents him or her, and leave nothing on an answering machine. Read slowly:',
};
