import type { State } from '#services/journey/journey.states.ts';
import { defineTexts, type Text } from '#services/kernel/texts.ts';

/** What comes next, in words that a citizen understands; nothing where the dossier has ended. */
export const nextStepTexts = defineTexts({
  opened: { nl: 'Wij laten u weten hoe u uw nieuwe eID krijgt.', fr: 'Nous vous dirons comment recevoir votre nouvelle eID.', de: 'Wir sagen Ihnen, wie Sie Ihre neue eID bekommen.', en: 'We will tell you how you can get your new eID.' },
  invited: { nl: 'Kies een moment voor ons bezoek.', fr: 'Choisissez un moment pour notre visite.', de: 'Wählen Sie einen Zeitpunkt für unseren Besuch.', en: 'Choose a moment for our visit.' },
  unreachable: { nl: 'Kies een moment voor ons bezoek, of bel ons.', fr: 'Choisissez un moment pour notre visite, ou appelez-nous.', de: 'Wählen Sie einen Zeitpunkt für unseren Besuch, oder rufen Sie uns an.', en: 'Choose a moment for our visit, or telephone us.' },
  requested: { nl: 'Wij bevestigen uw moment.', fr: 'Nous confirmons votre moment.', de: 'Wir bestätigen Ihren Zeitpunkt.', en: 'We confirm your moment.' },
  'awaiting-payment': { nl: 'Betaal; dan staat uw moment vast.', fr: 'Payez ; votre moment est alors fixé.', de: 'Bezahlen Sie; dann steht Ihr Zeitpunkt fest.', en: 'Pay the fee; then your moment is certain.' },
  'payment-expired': { nl: 'Kies opnieuw een moment, en betaal.', fr: 'Choisissez à nouveau un moment, et payez.', de: 'Wählen Sie noch einmal einen Zeitpunkt, und bezahlen Sie.', en: 'Choose a moment again, and pay the fee.' },
  'moment-lost': { nl: 'Uw moment is niet meer vrij. Kies een ander.', fr: 'Votre moment n’est plus libre. Choisissez-en un autre.', de: 'Ihr Zeitpunkt ist nicht mehr frei. Wählen Sie einen anderen.', en: 'Your moment is no longer free. Choose another one.' },
  scheduled: { nl: 'Onze ambtenaar komt bij u thuis en neemt uw vingerafdrukken.', fr: 'Notre agent vient chez vous et prend vos empreintes digitales.', de: 'Unser Beamter kommt zu Ihnen nach Hause und nimmt Ihre Fingerabdrücke.', en: 'Our official comes to your home to take your fingerprints.' },
  'visit-missed': { nl: 'Wij hebben elkaar gemist. Kies een nieuw moment.', fr: 'Nous nous sommes manqués. Choisissez un nouveau moment.', de: 'Wir haben uns verpasst. Wählen Sie einen neuen Zeitpunkt.', en: 'We missed each other. Choose a new moment.' },
  identified: { nl: 'De ambtenaar neemt uw vingerafdrukken.', fr: 'L’agent prend vos empreintes digitales.', de: 'Der Beamte nimmt Ihre Fingerabdrücke.', en: 'The official takes your fingerprints.' },
  captured: { nl: 'De overheidsdienst kijkt uw vingerafdrukken na.', fr: 'Le service public vérifie vos empreintes digitales.', de: 'Das Ministerium prüft Ihre Fingerabdrücke.', en: 'The ministry checks your fingerprints.' },
  verified: { nl: 'De ambtenaar bestelt uw eID.', fr: 'L’agent commande votre eID.', de: 'Der Beamte bestellt Ihre eID.', en: 'The official orders your eID.' },
  ordered: { nl: 'Kies een moment waarop wij uw eID brengen.', fr: 'Choisissez un moment pour recevoir votre eID.', de: 'Wählen Sie einen Zeitpunkt, zu dem wir Ihre eID bringen.', en: 'Choose a moment for the delivery of your eID.' },
  'delivery-planned': { nl: 'Uw eID wordt gemaakt. Wij brengen ze bij u.', fr: 'Votre eID est en fabrication. Nous vous l’apportons.', de: 'Ihre eID wird hergestellt. Wir bringen sie Ihnen.', en: 'Your eID is being made. We bring it to you.' },
  'card-late': { nl: 'Uw eID komt later. Kies een nieuw moment waarop wij ze brengen.', fr: 'Votre eID prend du retard. Choisissez un nouveau moment pour la recevoir.', de: 'Ihre eID kommt später. Wählen Sie einen neuen Zeitpunkt, zu dem wir sie bringen.', en: 'Your eID takes longer. Choose a new moment for the delivery.' },
  'card-lost': { nl: 'Uw eID ging verloren bij de post. Er wordt een nieuwe gemaakt.', fr: 'Votre eID a été perdue par la poste. Une nouvelle est fabriquée.', de: 'Ihre eID ging bei der Post verloren. Eine neue wird hergestellt.', en: 'Your eID got lost in the post. A new one is made.' },
  'card-waiting': { nl: 'Uw eID is er. Kies een moment waarop wij ze brengen.', fr: 'Votre eID est là. Choisissez un moment pour la recevoir.', de: 'Ihre eID ist da. Wählen Sie einen Zeitpunkt, zu dem wir sie bringen.', en: 'Your eID is here. Choose a moment for its delivery.' },
  'card-ready': { nl: 'Uw eID is er. Wij brengen ze bij u.', fr: 'Votre eID est là. Nous vous l’apportons.', de: 'Ihre eID ist da. Wir bringen sie Ihnen.', en: 'Your eID is here. We bring it to you.' },
  'with-bpost': { nl: 'Een medewerker van bpost brengt uw eID.', fr: 'Un employé de bpost apporte votre eID.', de: 'Ein Mitarbeiter von bpost bringt Ihre eID.', en: 'A bpost employee brings your eID.' },
  'delivery-failed': { nl: 'Wij konden u uw eID niet geven. Kies een nieuw moment.', fr: 'Nous n’avons pas pu vous remettre votre eID. Choisissez un nouveau moment.', de: 'Wir konnten Ihnen Ihre eID nicht geben. Wählen Sie einen neuen Zeitpunkt.', en: 'We could not give you your eID. Choose a new moment.' },
  undeliverable: { nl: 'Uw eID ligt klaar aan het loket.', fr: 'Votre eID vous attend au guichet.', de: 'Ihre eID liegt am Schalter für Sie bereit.', en: 'Your eID waits for you at the counter.' },
  'handing-over': { nl: 'U krijgt uw eID.', fr: 'Votre eID vous est remise.', de: 'Sie bekommen Ihre eID.', en: 'Your eID is handed over.' },
  activated: { nl: 'Uw code wordt geregistreerd.', fr: 'Votre code est enregistré.', de: 'Ihr Code wird registriert.', en: 'Your code is being registered.' },
  'code-registered': { nl: 'De ambtenaar sluit uw dossier af.', fr: 'L’agent clôture votre dossier.', de: 'Der Beamte schließt Ihr Dossier ab.', en: 'The official closes your dossier.' },
  'procedure-closed': { nl: 'Uw dossier wordt overal afgesloten.', fr: 'Votre dossier est clôturé partout.', de: 'Ihr Dossier wird überall abgeschlossen.', en: 'Your dossier is being closed everywhere.' },
} satisfies Partial<Record<State, Text>>);
