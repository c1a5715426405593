import { defineTexts } from '#services/kernel/texts.ts';

export const roundTexts = defineTexts({
  menu: { nl: 'Ronde', fr: 'Tournée', de: 'Runde', en: 'Round' },
  title: { nl: 'Ronde van {day}', fr: 'Tournée du {day}', de: 'Runde am {day}', en: 'Round of {day}' },
  of: { nl: 'Ambtenaar: {official}', fr: 'Agent : {official}', de: 'Beamter: {official}', en: 'Official: {official}' },
  none: { nl: 'Geen bezoeken op deze dag.', fr: 'Aucune visite ce jour-là.', de: 'Keine Besuche an diesem Tag.', en: 'No visits on this day.' },
  travel: { nl: '{minutes} minuten rijden', fr: '{minutes} minutes de route', de: '{minutes} Minuten Fahrt', en: '{minutes} minutes by car' },
  total: { nl: 'Samen {minutes} minuten rijden', fr: 'En tout {minutes} minutes de route', de: 'Zusammen {minutes} Minuten Fahrt', en: '{minutes} minutes by car in all' },
  shorter: { nl: 'Deze ronde kan {minutes} minuten korter', fr: 'Cette tournée peut être plus courte de {minutes} minutes', de: 'Diese Runde kann {minutes} Minuten kürzer sein', en: 'This round can be {minutes} minutes shorter' },
  shorterHelp: {
    nl: 'Vraag het elke burger, in deze volgorde. Er verandert niets vanzelf: verzet een bezoek pas als de burger akkoord gaat.', fr: 'Demandez-le à chaque citoyen, dans cet ordre. Rien ne change tout seul : ne déplacez une visite que si le citoyen est d’accord.',
    de: 'Fragen Sie jeden Bürger, in dieser Reihenfolge. Nichts ändert sich von selbst: Verschieben Sie einen Besuch erst, wenn der Bürger einverstanden ist.', en: 'Ask each citizen, in this order. Nothing changes by itself: move a visit only when the citizen agrees.',
  },
  instead: { nl: '{name}: {from} wordt {to}', fr: '{name} : {from} devient {to}', de: '{name}: {from} wird {to}', en: '{name}: {from} becomes {to}' },
  nameless: { nl: 'Onbekende burger', fr: 'Citoyen inconnu', de: 'Unbekannter Bürger', en: 'Unknown citizen' },
  whom: { nl: 'Nummer en taal', fr: 'Numéro et langue', de: 'Nummer und Sprache', en: 'Number and language' },
  move: { nl: 'Verzetten', fr: 'Déplacer', de: 'Verschieben', en: 'Move' },
  moveLater: { nl: 'Dit moment komt vrij als het bezoek hierboven verzet is.', fr: 'Ce moment se libère quand la visite ci-dessus est déplacée.', de: 'Dieser Zeitpunkt wird frei, wenn der Besuch darüber verschoben ist.', en: 'This moment is free once the visit above has moved.' },
  refused: { nl: 'Wil niet: zoek zonder dit bezoek', fr: 'Ne veut pas : chercher sans cette visite', de: 'Möchte nicht: ohne diesen Besuch suchen', en: 'Says no: look without this visit' },
  unknown: { nl: 'Naam en adres zijn niet gekend in het CRM', fr: 'Nom et adresse inconnus dans le CRM', de: 'Name und Adresse sind im CRM nicht bekannt', en: 'Name and address are not known in the CRM' },
  open: { nl: 'Open het bezoek', fr: 'Ouvrir la visite', de: 'Besuch öffnen', en: 'Open the visit' },
  print: { nl: 'Druk af met uw browser (Ctrl+P): de lijst staat dan alleen op papier.', fr: 'Imprimez avec votre navigateur (Ctrl+P) : seule la liste est imprimée.', de: 'Drucken Sie mit Ihrem Browser (Strg+P): Dann steht nur die Liste auf dem Papier.', en: 'Print with your browser (Ctrl+P): then only the list is on paper.' },
  before: { nl: 'Dag ervoor', fr: 'Jour précédent', de: 'Tag davor', en: 'Day before' },
  after: { nl: 'Dag erna', fr: 'Jour suivant', de: 'Tag danach', en: 'Day after' },
});
