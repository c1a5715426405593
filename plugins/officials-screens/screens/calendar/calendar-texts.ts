import { defineTexts } from '#services/kernel/texts.ts';

/** An official's visits in a calendar program of his or her own. */
export const calendarTexts = defineTexts({
  link: { nl: 'Mijn bezoeken in mijn eigen agenda', fr: 'Mes visites dans mon propre agenda', de: 'Meine Besuche in meinem Kalender', en: 'My visits in my own calendar' },
  title: { nl: 'Mijn bezoeken in mijn agenda', fr: 'Mes visites dans mon agenda', de: 'Meine Besuche in meinem Kalender', en: 'My visits in my calendar' },
  intro: {
    nl: 'Uw agenda, op een telefoon of computer, kan uw bezoeken tonen. Daarvoor dient een adres. Er staat alleen in wanneer u op pad bent, en waarvoor: geen namen, straten of dossiers.',
    fr: 'Votre agenda, sur un téléphone ou un ordinateur, peut montrer vos visites. Vous lui donnez pour cela une adresse. Il voit seulement quand et pourquoi vous êtes en route : ni noms, ni rues, ni dossiers.',
    de: 'Ihr Kalender, auf einem Telefon oder Computer, kann Ihre Besuche zeigen. Sie geben ihm dafür eine Adresse. Er sieht nur, wann und wofür Sie unterwegs sind: keine Namen, Straßen oder Dossiers.',
    en: 'Your calendar, on a telephone or a computer, can show your visits. You give it an address for that. It sees only when you are on the road, and for what: no names, streets or files.',
  },
  notYours: { nl: 'U staat niet bij wie burgers bezoekt. U hebt hier dus geen agenda.', fr: 'Vous n’êtes pas parmi ceux qui visitent les citoyens. Vous n’avez donc pas d’agenda ici.', de: 'Sie gehören nicht zu denen, die Bürger besuchen. Sie haben hier also keinen Kalender.', en: 'You are not among those who visit citizens. So you have no calendar here.' },
  none: { nl: 'Er is nu geen adres.', fr: 'Il n’y a pas d’adresse pour le moment.', de: 'Es gibt jetzt keine Adresse.', en: 'There is no address now.' },
  since: { nl: 'Er is een adres sinds {since}. Het werkt tot {until}.', fr: 'Il y a une adresse depuis le {since}. Elle fonctionne jusqu’au {until}.', de: 'Es gibt eine Adresse seit {since}. Sie gilt bis {until}.', en: 'There is an address since {since}. It works until {until}.' },
  open: { nl: 'Maak een adres', fr: 'Créer une adresse', de: 'Eine Adresse machen', en: 'Make an address' },
  openAnew: { nl: 'Maak een nieuw adres: het oude werkt dan niet meer', fr: 'Créer une nouvelle adresse : l’ancienne ne fonctionne alors plus', de: 'Eine neue Adresse machen: die alte gilt dann nicht mehr', en: 'Make a new address: the old one does not work any more then' },
  close: { nl: 'Neem het adres terug', fr: 'Retirer l’adresse', de: 'Die Adresse zurücknehmen', en: 'Take the address back' },
  madeTitle: { nl: 'Uw adres', fr: 'Votre adresse', de: 'Ihre Adresse', en: 'Your address' },
  made: {
    nl: 'U ziet dit adres alleen nu. Zet het in uw agenda, bij het toevoegen van een agenda via een adres. Wie het kent, ziet wanneer u op pad bent: geef het aan niemand.',
    fr: 'Vous ne voyez cette adresse que maintenant. Mettez-la dans votre agenda, en ajoutant un agenda par une adresse. Qui la connaît voit quand vous êtes en route : ne la donnez à personne.',
    de: 'Sie sehen diese Adresse nur jetzt. Geben Sie sie in Ihrem Kalender ein, wo man einen Kalender über eine Adresse hinzufügt. Wer sie kennt, sieht, wann Sie unterwegs sind: Geben Sie sie niemandem.',
    en: 'You see this address only now. Put it in your calendar, where one adds a calendar by an address. Who knows it sees when you are on the road: give it to nobody.',
  },
  until: { nl: 'Het werkt tot {until}.', fr: 'Elle fonctionne jusqu’au {until}.', de: 'Sie gilt bis {until}.', en: 'It works until {until}.' },
  subscribe: { nl: 'Open in de agenda van dit toestel', fr: 'Ouvrir dans l’agenda de cet appareil', de: 'Im Kalender dieses Geräts öffnen', en: 'Open in the calendar of this device' },
  back: { nl: 'Naar de planning', fr: 'Vers le planning', de: 'Zur Planung', en: 'To the planning' },
});
