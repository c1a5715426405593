import { defineTexts } from '#services/kernel/texts.ts';

/** A test login of staff. */
export const signInTexts = defineTexts({
  title: { nl: 'Aanmelden als medewerker', fr: 'Se connecter comme agent', de: 'Als Mitarbeiter anmelden', en: 'Log in as staff' },
  intro: {
    nl: 'De aanmeldpagina vraagt een naam en rollen. Vul daar een van deze regels in. De aanmelding blijft tien minuten open.', fr: 'La page de connexion demande un nom et des rôles. Remplissez-y une de ces lignes. La connexion reste ouverte dix minutes.',
    de: 'Die Anmeldeseite fragt nach Name und Rollen. Füllen Sie dort eine dieser Zeilen aus. Die Anmeldung bleibt zehn Minuten offen.', en: 'The login page asks for a name and roles. Fill in one of these lines there. The login stays open for ten minutes.',
  },
  fillIn: { nl: 'Wat u invult voor {town}', fr: 'À remplir pour {town}', de: 'Was Sie für {town} ausfüllen', en: 'What to fill in for {town}' },
  who: { nl: 'Wie', fr: 'Qui', de: 'Wer', en: 'Who' },
  name: { nl: 'Naam', fr: 'Nom', de: 'Name', en: 'Name' },
  roles: { nl: 'Rollen', fr: 'Rôles', de: 'Rollen', en: 'Roles' },
  official: { nl: 'Mobiele ambtenaar', fr: 'Agent mobile', de: 'Mobiler Beamter', en: 'Mobile official' },
  clerk: { nl: 'Loketmedewerker', fr: 'Agent du guichet', de: 'Schaltermitarbeiter', en: 'Clerk' },
  administrator: { nl: 'Beheerder', fr: 'Administrateur', de: 'Verwalter', en: 'Administrator' },
  go: { nl: 'Naar de aanmeldpagina', fr: 'Vers la page de connexion', de: 'Zur Anmeldeseite', en: 'To the login page' },
  doneTitle: { nl: 'U bent aangemeld', fr: 'Vous êtes connecté', de: 'Sie sind angemeldet', en: 'You are logged in' },
  rolesHeld: { nl: 'Uw rollen in {town}:', fr: 'Vos rôles à {town} :', de: 'Ihre Rollen in {town}:', en: 'Your roles in {town}:' },
  howToUse: { nl: 'Stuur deze regel mee met elke vraag aan de API:', fr: 'Envoyez cette ligne avec chaque demande à l’API :', de: 'Senden Sie diese Zeile mit jeder Anfrage an die API:', en: 'Send this line along with each request to the API:' },
  refusedTitle: { nl: 'Het aanmelden is niet gelukt', fr: 'La connexion n’a pas réussi', de: 'Die Anmeldung ist nicht gelungen', en: 'Logging in did not work' },
  again: { nl: 'Opnieuw beginnen', fr: 'Recommencer', de: 'Neu beginnen', en: 'Start again' },
});
