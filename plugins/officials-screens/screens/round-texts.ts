import { defineTexts } from '#services/kernel/texts.ts';

export const roundTexts = defineTexts({
  menu: { nl: 'Ronde', fr: 'Tournée', de: 'Runde', en: 'Round' },
  title: { nl: 'Ronde van {day}', fr: 'Tournée du {day}', de: 'Runde am {day}', en: 'Round of {day}' },
  of: { nl: 'Ambtenaar: {official}', fr: 'Agent : {official}', de: 'Beamter: {official}', en: 'Official: {official}' },
  none: { nl: 'Geen bezoeken op deze dag.', fr: 'Aucune visite ce jour-là.', de: 'Keine Besuche an diesem Tag.', en: 'No visits on this day.' },
  travel: { nl: '{minutes} minuten rijden', fr: '{minutes} minutes de route', de: '{minutes} Minuten Fahrt', en: '{minutes} minutes by car' },
  unknown: { nl: 'Naam en adres zijn niet gekend in het CRM', fr: 'Nom et adresse inconnus dans le CRM', de: 'Name und Adresse sind im CRM nicht bekannt', en: 'Name and address are not known in the CRM' },
  open: { nl: 'Open het bezoek', fr: 'Ouvrir la visite', de: 'Besuch öffnen', en: 'Open the visit' },
  print: { nl: 'Druk af met uw browser (Ctrl+P): de lijst staat dan alleen op papier.', fr: 'Imprimez avec votre navigateur (Ctrl+P) : seule la liste est imprimée.', de: 'Drucken Sie mit Ihrem Browser (Strg+P): Dann steht nur die Liste auf dem Papier.', en: 'Print with your browser (Ctrl+P): then only the list is on paper.' },
  before: { nl: 'Dag ervoor', fr: 'Jour précédent', de: 'Tag davor', en: 'Day before' },
  after: { nl: 'Dag erna', fr: 'Jour suivant', de: 'Tag danach', en: 'Day after' },
});
