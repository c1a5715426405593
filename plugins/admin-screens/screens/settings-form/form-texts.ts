import { defineTexts } from '#services/kernel/texts.ts';

/** What a generated form says itself. What the settings are called and mean is said by their schema, in English. */
export const formTexts = defineTexts({
  usual: { nl: 'Leeg: {value}', fr: 'Vide : {value}', de: 'Leer: {value}', en: 'Empty: {value}' },
  usualJson: { nl: 'Niet ingesteld: {value}', fr: 'Non réglé : {value}', de: 'Nicht eingestellt: {value}', en: 'Not set: {value}' },
  notSet: { nl: 'Niet ingesteld', fr: 'Non réglé', de: 'Nicht eingestellt', en: 'Not set' },
  needed: { nl: 'verplicht', fr: 'obligatoire', de: 'Pflichtfeld', en: 'required' },
  yes: { nl: 'Ja', fr: 'Oui', de: 'Ja', en: 'Yes' },
  no: { nl: 'Nee', fr: 'Non', de: 'Nein', en: 'No' },
  secret: {
    nl: 'Een geheim schrijft u hier nooit. Schrijf waar het staat: env:NAAM of file:/pad.', fr: 'N’écrivez jamais un secret ici. Écrivez où il se trouve : env:NOM ou file:/chemin.',
    de: 'Schreiben Sie hier nie ein Geheimnis. Schreiben Sie, wo es steht: env:NAME oder file:/Pfad.', en: 'Never write a secret here. Write where it stands: env:NAME or file:/path.',
  },
  secretShown: { nl: '{value} betekent: het blijft staan waar het stond.', fr: '{value} signifie : il reste là où il était.', de: '{value} bedeutet: Es bleibt, wo es war.', en: '{value} means: it stays where it was.' },
  lines: { nl: 'Eén per regel.', fr: 'Un par ligne.', de: 'Eins pro Zeile.', en: 'One on each line.' },
  json: { nl: 'Schrijf dit als JSON.', fr: 'Écrivez ceci en JSON.', de: 'Schreiben Sie dies als JSON.', en: 'Write this as JSON.' },
  add: { nl: 'Voeg toe: {what}', fr: 'Ajouter : {what}', de: 'Hinzufügen: {what}', en: 'Add: {what}' },
  set: { nl: 'Stel in: {what}', fr: 'Régler : {what}', de: 'Einstellen: {what}', en: 'Set: {what}' },
  unset: { nl: 'Niet meer instellen: {what}', fr: 'Ne plus régler : {what}', de: 'Nicht mehr einstellen: {what}', en: 'Do not set any more: {what}' },
  drop: { nl: 'Verwijder: {what}', fr: 'Supprimer : {what}', de: 'Entfernen: {what}', en: 'Remove: {what}' },
  kind: { nl: 'Soort', fr: 'Type', de: 'Art', en: 'Kind' },
  choose: { nl: 'Kies', fr: 'Choisissez', de: 'Wählen', en: 'Choose' },
  take: { nl: 'Toon de velden', fr: 'Afficher les champs', de: 'Felder zeigen', en: 'Show the fields' },
  name: { nl: 'Naam', fr: 'Nom', de: 'Name', en: 'Name' },
  nothing: { nl: 'Hier is niets in te stellen.', fr: 'Il n’y a rien à régler ici.', de: 'Hier ist nichts einzustellen.', en: 'There is nothing to set here.' },
  missing: { nl: 'Vul dit in.', fr: 'Remplissez ce champ.', de: 'Füllen Sie dies aus.', en: 'Fill this in.' },
  number: { nl: 'Schrijf een getal.', fr: 'Écrivez un nombre.', de: 'Schreiben Sie eine Zahl.', en: 'Write a number.' },
  whole: { nl: 'Schrijf een geheel getal.', fr: 'Écrivez un nombre entier.', de: 'Schreiben Sie eine ganze Zahl.', en: 'Write a whole number.' },
  wrongJson: { nl: 'Dit is geen JSON.', fr: 'Ce n’est pas du JSON.', de: 'Das ist kein JSON.', en: 'This is no JSON.' },
  key: { nl: 'Geef deze regel een naam.', fr: 'Donnez un nom à cette ligne.', de: 'Geben Sie dieser Zeile einen Namen.', en: 'Give this row a name.' },
});
