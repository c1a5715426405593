import { defineTexts } from '#services/kernel/texts.ts';

/** Why somebody does it, as codes for the audit. */
export const reasonTexts = defineTexts({
  reason: { nl: 'Waarom?', fr: 'Pourquoi ?', de: 'Warum?', en: 'Why?' },
  reasonHelp: { nl: 'Dit komt in het auditlog, met uw naam.', fr: 'Ceci figure dans le journal d’audit, avec votre nom.', de: 'Das steht im Auditprotokoll, mit Ihrem Namen.', en: 'This stands in the audit, with your name.' },
  reference: { nl: 'Nummer van de melding (mag leeg)', fr: 'Numéro du ticket (facultatif)', de: 'Nummer der Meldung (freiwillig)', en: 'Ticket number (may be left out)' },
  referenceHelp: { nl: 'Letters, cijfers en streepjes. Geen namen van mensen.', fr: 'Lettres, chiffres et tirets. Pas de noms de personnes.', de: 'Buchstaben, Ziffern und Striche. Keine Namen von Menschen.', en: 'Letters, digits and hyphens. No names of people.' },
  missing: { nl: 'Kies waarom.', fr: 'Choisissez pourquoi.', de: 'Wählen Sie, warum.', en: 'Choose why.' },
  wrongReference: { nl: 'Gebruik alleen letters, cijfers en streepjes.', fr: 'Utilisez uniquement des lettres, chiffres et tirets.', de: 'Verwenden Sie nur Buchstaben, Ziffern und Striche.', en: 'Use letters, digits and hyphens only.' },
  'planned-work': { nl: 'Gepland werk', fr: 'Travaux prévus', de: 'Geplante Arbeiten', en: 'Planned work' },
  incident: { nl: 'Er is iets mis', fr: 'Il y a un problème', de: 'Etwas stimmt nicht', en: 'Something is wrong' },
  repaired: { nl: 'Het is opgelost', fr: 'C’est résolu', de: 'Es ist behoben', en: 'It is repaired' },
  'asked-by-partner': { nl: 'De andere kant vraagt het', fr: 'L’autre partie le demande', de: 'Die andere Seite bittet darum', en: 'The other side asks for it' },
  decision: { nl: 'Beslissing van de gemeente', fr: 'Décision de la commune', de: 'Entscheidung der Gemeinde', en: 'Decision of the municipality' },
  mistake: { nl: 'Een vergissing rechtzetten', fr: 'Corriger une erreur', de: 'Einen Fehler berichtigen', en: 'Putting a mistake right' },
  'done-otherwise': { nl: 'Het is op een andere manier gedaan', fr: 'C’est fait autrement', de: 'Es wurde auf andere Weise erledigt', en: 'It was done in another way' },
  other: { nl: 'Een andere reden', fr: 'Une autre raison', de: 'Ein anderer Grund', en: 'Another reason' },
});
