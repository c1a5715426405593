import type { Language } from '#services/belgium/language.ts';

/** Stands above the e-mail that a representative gets: whose card it is about, and why the message comes to him or her. */
export const representativeLines: { readonly [L in Language]: string } = {
  nl: 'Dit bericht is voor {firstName} {lastName}. U krijgt het ook, omdat u deze persoon vertegenwoordigt of helpt.',
  fr: 'Ce message est destiné à {firstName} {lastName}. Vous le recevez aussi, car vous représentez ou aidez cette personne.',
  de: 'Diese Nachricht ist für {firstName} {lastName}. Sie erhalten sie auch, weil Sie diese Person vertreten oder ihr helfen.',
  en: 'This message is for {firstName} {lastName}. You get it too, because you represent or help this person.',
};
