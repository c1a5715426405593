import type { Language } from '#services/belgium/language.ts';

export const pageLanguages: readonly Language[] = ['nl', 'fr', 'de', 'en'];

type Text = 'title' | 'amount' | 'reference' | 'pay' | 'refuse' | 'cancel' | 'ended' | 'unknown' | 'back' | 'notReal';

/** What the payment page says. */
export const pageTexts: Readonly<Record<Language, Readonly<Record<Text, string>>>> = {
  nl: {
    title: 'Betalen', amount: 'Te betalen', reference: 'Kenmerk', pay: 'Betalen', refuse: 'De bank laten weigeren', cancel: 'Niet betalen', ended: 'Deze betaling is afgelopen.',
    unknown: 'Deze betaling is hier niet bekend.', back: 'Terug naar de website van de gemeente', notReal: 'Dit is een proefpagina: er wordt geen geld overgemaakt.',
  },
  fr: {
    title: 'Payer', amount: 'À payer', reference: 'Référence', pay: 'Payer', refuse: 'Faire refuser par la banque', cancel: 'Ne pas payer', ended: 'Ce paiement est terminé.',
    unknown: 'Ce paiement n\'est pas connu ici.', back: 'Retour au site web de la commune', notReal: 'Ceci est une page d\'essai : aucun argent n\'est versé.',
  },
  de: {
    title: 'Bezahlen', amount: 'Zu bezahlen', reference: 'Referenz', pay: 'Bezahlen', refuse: 'Von der Bank ablehnen lassen', cancel: 'Nicht bezahlen', ended: 'Diese Zahlung ist beendet.',
    unknown: 'Diese Zahlung ist hier nicht bekannt.', back: 'Zurück zur Website der Gemeinde', notReal: 'Dies ist eine Testseite: Es wird kein Geld überwiesen.',
  },
  en: {
    title: 'Pay', amount: 'To pay', reference: 'Reference', pay: 'Pay', refuse: 'Let the bank refuse', cancel: 'Do not pay', ended: 'This payment has ended.',
    unknown: 'This payment is not known here.', back: 'Back to the website of the municipality', notReal: 'This is a test page: no money moves.',
  },
};

/** As each language writes it in Belgium. */
export const writtenAmount = (cents: number, language: Language): string => new Intl.NumberFormat(`${language}-BE`, { style: 'currency', currency: 'EUR' }).format(cents / 100);
