import { defineTexts } from '#services/kernel/texts.ts';

export const signInTexts = defineTexts({
  title: { nl: 'Aanmelden', fr: 'Se connecter', de: 'Anmelden', en: 'Log in' },
  intro: {
    nl: 'Voor medewerkers van de gemeente. U meldt zich aan bij de aanmelddienst van uw gemeente.', fr: 'Pour les agents de la commune. Vous vous connectez par le service de connexion de votre commune.',
    de: 'Für Beschäftigte der Gemeinde. Sie melden sich beim Anmeldedienst Ihrer Gemeinde an.', en: 'For staff of the municipality. You log in at the login service of your municipality.',
  },
  begin: { nl: 'Aanmelden', fr: 'Se connecter', de: 'Anmelden', en: 'Log in' },
  failedTitle: { nl: 'Aanmelden is niet gelukt', fr: 'La connexion a échoué', de: 'Die Anmeldung ist fehlgeschlagen', en: 'Logging in did not work' },
  refused: {
    nl: 'Deze aanmelding was te oud, al gebruikt of afgebroken. Begin opnieuw.', fr: 'Cette connexion était trop ancienne, déjà utilisée ou interrompue. Recommencez.',
    de: 'Diese Anmeldung war zu alt, schon benutzt oder abgebrochen. Beginnen Sie neu.', en: 'This login was too old, used already or broken off. Start again.',
  },
  noRole: {
    nl: 'U hebt hier geen rol. Vraag uw beheerder om een rol in de aanmelddienst.', fr: 'Vous n’avez pas de rôle ici. Demandez un rôle à votre administrateur dans le service de connexion.',
    de: 'Sie haben hier keine Rolle. Bitten Sie die Verwaltung des Systems um eine Rolle im Anmeldedienst.', en: 'You hold no role here. Ask your administrator for a role in the login service.',
  },
});
