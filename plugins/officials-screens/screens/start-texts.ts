import { defineTexts } from '#services/kernel/texts.ts';

export const startTexts = defineTexts({
  title: { nl: 'Welkom', fr: 'Bienvenue', de: 'Willkommen', en: 'Welcome' },
  who: { nl: 'U bent aangemeld als {who}.', fr: 'Vous êtes connecté en tant que {who}.', de: 'Sie sind angemeldet als {who}.', en: 'You are logged in as {who}.' },
  menu: { nl: 'Kies in het menu wat u wilt doen.', fr: 'Choisissez dans le menu ce que vous voulez faire.', de: 'Wählen Sie im Menü, was Sie tun möchten.', en: 'Choose in the menu what you want to do.' },
  today: { nl: 'Mijn bezoeken vandaag', fr: 'Mes visites aujourd’hui', de: 'Meine Besuche heute', en: 'My visits today' },
  todayFirst: { nl: 'Het eerste om {time}', fr: 'La première à {time}', de: 'Der erste um {time}', en: 'The first at {time}' },
  todayNone: { nl: 'Geen bezoeken', fr: 'Pas de visites', de: 'Keine Besuche', en: 'No visits' },
  held: { nl: 'Zijn ze doorgegaan?', fr: 'Ont-elles eu lieu ?', de: 'Haben sie stattgefunden?', en: 'Were they held?' },
  heldHelp: { nl: 'zonder verslag', fr: 'sans suite notée', de: 'ohne Eintrag', en: 'that nobody recorded' },
  late: { nl: 'Te laat', fr: 'En retard', de: 'Überfällig', en: 'Overdue' },
  lateOf: { nl: 'van {total} open dossiers', fr: 'sur {total} dossiers ouverts', de: 'von {total} offenen Dossiers', en: 'of {total} open dossiers' },
  waiting: { nl: 'Wacht op een mens', fr: 'En attente d’une personne', de: 'Wartet auf Menschen', en: 'Waits for a person' },
  waitingHelp: { nl: 'gaat niet vanzelf verder', fr: 'ne continue pas tout seul', de: 'geht nicht von selbst weiter', en: 'does not go on by itself' },
  bpostHeld: { nl: 'Berichten van bpost', fr: 'Messages de bpost', de: 'Nachrichten von bpost', en: 'Messages of bpost' },
  bpostHeldHelp: { nl: 'na te kijken door iemand', fr: 'à examiner par quelqu’un', de: 'die jemand prüfen muss', en: 'to be looked at by somebody' },
  calls: { nl: 'Te telefoneren', fr: 'À appeler', de: 'Anzurufen', en: 'To telephone' },
  callsHelp: { nl: 'op de bellijst', fr: 'sur la liste d’appels', de: 'auf der Anrufliste', en: 'on the call list' },
  complaints: { nl: 'Open klachten', fr: 'Plaintes ouvertes', de: 'Offene Beschwerden', en: 'Open complaints' },
  complaintsLate: { nl: 'waarvan {count} te laat', fr: 'dont {count} en retard', de: 'davon {count} überfällig', en: 'of which {count} are overdue' },
});
