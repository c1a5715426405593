import { defineTexts } from '#services/kernel/texts.ts';

/** Words that several pages of the request share. Short sentences, no word of the house. */
export const requestTexts = defineTexts({
  continue: { nl: 'Verder', fr: 'Continuer', de: 'Weiter', en: 'Continue' },
  back: { nl: 'Terug', fr: 'Retour', de: 'Zurück', en: 'Back' },
  problems: { nl: 'Er klopt iets niet', fr: 'Il y a une erreur', de: 'Etwas stimmt nicht', en: 'There is a problem' },
  toStatus: { nl: 'Naar mijn dossier', fr: 'Vers mon dossier', de: 'Zu meinem Dossier', en: 'To my file' },
  step: { nl: 'Stap {number} van 3', fr: 'Étape {number} sur 3', de: 'Schritt {number} von 3', en: 'Step {number} of 3' },
  optional: { nl: '{label} (mag u leeg laten)', fr: '{label} (facultatif)', de: '{label} (freiwillig)', en: '{label} (you may leave this empty)' },
  free: { nl: 'Gratis', fr: 'Gratuit', de: 'Kostenlos', en: 'Free' },
  recogniseTitle: { nl: 'Zo herkent u de echte ambtenaar', fr: 'Comment reconnaître le véritable agent', de: 'So erkennen Sie den echten Beamten', en: 'How to recognise the real official' },
  recogniseBadge: { nl: 'Hij of zij toont een badge met foto.', fr: 'Il ou elle montre un badge avec photo.', de: 'Er oder sie zeigt einen Ausweis mit Foto.', en: 'He or she shows a badge with a photo.' },
  recogniseMoment: { nl: 'Hij of zij komt op het moment dat u hebt gekozen.', fr: 'Il ou elle vient au moment que vous avez choisi.', de: 'Er oder sie kommt zu dem Zeitpunkt, den Sie gewählt haben.', en: 'He or she comes at the moment that you chose.' },
  recogniseNever: { nl: 'Wij vragen aan de deur nooit geld, uw bankkaart of uw pincode van de bank.', fr: 'À la porte, nous ne demandons jamais d’argent, votre carte bancaire ou son code.', de: 'An der Tür fragen wir nie nach Geld, nach Ihrer Bankkarte oder nach ihrer Geheimzahl.', en: 'At the door we never ask for money, your bank card or its PIN.' },
  recogniseDoubt: { nl: 'Twijfelt u? Laat de persoon niet binnen en bel {telephone}.', fr: 'Vous avez un doute ? Ne laissez pas entrer la personne et appelez le {telephone}.', de: 'Zweifeln Sie? Lassen Sie die Person nicht herein und rufen Sie {telephone} an.', en: 'In doubt? Do not let the person in, and call {telephone}.' },
  visitCapture: { nl: 'Eerste bezoek: vingerafdrukken', fr: 'Première visite : empreintes digitales', de: 'Erster Besuch: Fingerabdrücke', en: 'First visit: fingerprints' },
  visitDelivery: { nl: 'Tweede bezoek: uw nieuwe kaart', fr: 'Deuxième visite : votre nouvelle carte', de: 'Zweiter Besuch: Ihre neue Karte', en: 'Second visit: your new card' },
  fromUntil: { nl: '{day}, van {start} tot {end} uur', fr: '{day}, de {start} à {end} heures', de: '{day}, von {start} bis {end} Uhr', en: '{day}, from {start} to {end}' },
});
