import { defineTexts } from '#services/kernel/texts.ts';

export const complaintTexts = defineTexts({
  title: { nl: 'Een klacht doorgeven', fr: 'Introduire une plainte', de: 'Eine Beschwerde einreichen', en: 'Make a complaint' },
  intro: { nl: 'Ging er iets mis? Vertel het ons. Iemand van de gemeente antwoordt u.', fr: 'Quelque chose s’est mal passé ? Dites-le-nous. Quelqu’un de la commune vous répond.', de: 'Ist etwas schiefgegangen? Sagen Sie es uns. Jemand von der Gemeinde antwortet Ihnen.', en: 'Did something go wrong? Tell us. Somebody of the municipality answers you.' },
  about: { nl: 'Waarover gaat het?', fr: 'De quoi s’agit-il ?', de: 'Worum geht es?', en: 'What is it about?' },
  'about-invitation': { nl: 'De uitnodiging', fr: 'L’invitation', de: 'Die Einladung', en: 'The invitation' },
  'about-request': { nl: 'De aanvraag', fr: 'La demande', de: 'Der Antrag', en: 'The request' },
  'about-appointment': { nl: 'De afspraak', fr: 'Le rendez-vous', de: 'Der Termin', en: 'The appointment' },
  'about-payment': { nl: 'De betaling', fr: 'Le paiement', de: 'Die Zahlung', en: 'The payment' },
  'about-visit': { nl: 'Het bezoek bij mij thuis', fr: 'La visite chez moi', de: 'Der Besuch bei mir zu Hause', en: 'The visit at my home' },
  'about-delivery': { nl: 'De nieuwe kaart', fr: 'La nouvelle carte', de: 'Die neue Karte', en: 'The new card' },
  'about-other': { nl: 'Iets anders', fr: 'Autre chose', de: 'Etwas anderes', en: 'Something else' },
  text: { nl: 'Wat gebeurde er?', fr: 'Que s’est-il passé ?', de: 'Was ist geschehen?', en: 'What happened?' },
  textHelp: { nl: 'Schrijf hier geen pincode of wachtwoord.', fr: 'N’écrivez pas de code PIN ni de mot de passe ici.', de: 'Schreiben Sie hier keinen PIN-Code und kein Passwort.', en: 'Do not write a PIN or password here.' },
  textMissing: { nl: 'Vertel wat er gebeurde.', fr: 'Dites ce qui s’est passé.', de: 'Sagen Sie, was geschehen ist.', en: 'Tell what happened.' },
  textLong: { nl: 'Maak uw tekst korter: ten hoogste 4000 tekens.', fr: 'Raccourcissez votre texte : 4000 caractères au maximum.', de: 'Kürzen Sie Ihren Text: höchstens 4000 Zeichen.', en: 'Make your text shorter: at most 4000 characters.' },
  aboutMissing: { nl: 'Kies waarover het gaat.', fr: 'Choisissez de quoi il s’agit.', de: 'Wählen Sie, worum es geht.', en: 'Choose what it is about.' },
  send: { nl: 'Verstuur mijn klacht', fr: 'Envoyer ma plainte', de: 'Meine Beschwerde senden', en: 'Send my complaint' },
  sentTitle: { nl: 'Wij hebben uw klacht', fr: 'Nous avons reçu votre plainte', de: 'Wir haben Ihre Beschwerde', en: 'We have your complaint' },
  sent: { nl: 'Iemand van de gemeente kijkt ernaar en antwoordt u. Uw dossier gaat gewoon verder.', fr: 'Quelqu’un de la commune l’examine et vous répond. Votre dossier continue normalement.', de: 'Jemand von der Gemeinde sieht sie an und antwortet Ihnen. Ihr Dossier geht normal weiter.', en: 'Somebody of the municipality looks at it and answers you. Your file just goes on.' },
});
