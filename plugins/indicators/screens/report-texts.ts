import { defineTexts } from '#services/kernel/texts.ts';

/** The report of one month. */
export const reportTexts = defineTexts({
  title: { nl: 'Maandverslag: eID aan huis, {month}', fr: 'Rapport mensuel : eID à domicile, {month}', de: 'Monatsbericht: eID zu Hause, {month}', en: 'Monthly report: eID at home, {month}' },
  intro: { nl: 'Deze cijfers komen uit de dossiers zelf, zoals ze op {day} stonden. Namen staan er niet in.', fr: 'Ces chiffres viennent des dossiers eux-mêmes, tels qu’ils étaient le {day}. Aucun nom n’y figure.', de: 'Diese Zahlen kommen aus den Dossiers selbst, wie sie am {day} standen. Namen stehen nicht darin.', en: 'These figures come from the dossiers themselves, as they stood on {day}. There are no names in them.' },
  unfinished: { nl: 'Deze maand is nog niet om.', fr: 'Ce mois n’est pas encore terminé.', de: 'Dieser Monat ist noch nicht zu Ende.', en: 'This month is not over yet.' },
  overview: { nl: 'In één oogopslag', fr: 'En un coup d’œil', de: 'Auf einen Blick', en: 'At a glance' },
  months: { nl: 'Andere maanden', fr: 'Autres mois', de: 'Andere Monate', en: 'Other months' },
  columnName: { nl: 'Wat', fr: 'Quoi', de: 'Was', en: 'What' },
  columnChange: { nl: 'Verschil met de maand ervoor', fr: 'Différence avec le mois précédent', de: 'Unterschied zum Vormonat', en: 'Change to the month before' },
  columnMet: { nl: 'Doel gehaald?', fr: 'Objectif atteint ?', de: 'Ziel erreicht?', en: 'Target met?' },
  figure: { nl: 'Het cijfer is {value}. Het doel is {target}.', fr: 'Le chiffre est {value}. L’objectif est {target}.', de: 'Die Zahl ist {value}. Das Ziel ist {target}.', en: 'The figure is {value}. The target is {target}.' },
  before: { nl: 'Voor de dienst er was, was het {value}.', fr: 'Avant le service, c’était {value}.', de: 'Bevor es den Dienst gab, war es {value}.', en: 'Before there was the service it was {value}.' },
  beside: { nl: '{what}: {value}.', fr: '{what} : {value}.', de: '{what}: {value}.', en: '{what}: {value}.' },
  noChange: { nl: 'geen', fr: 'aucune', de: 'keiner', en: 'none' },
  madeOf: { nl: 'Berekend uit {basis}, van {from} tot en met {until}.', fr: 'Calculé sur {basis}, du {from} au {until}.', de: 'Berechnet aus {basis}, vom {from} bis {until}.', en: 'Made of {basis}, from {from} to {until}.' },
});
