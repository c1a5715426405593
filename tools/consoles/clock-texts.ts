import { defineTexts } from '#services/kernel/texts.ts';

/** The clock of the demonstration. */
export const clockTexts = defineTexts({
  intro: {
    nl: 'Zet de tijd vooruit om te zien wat later gebeurt: herinneringen, brieven, afspraken, kaarten die klaar zijn. Wat intussen moet gebeuren, gebeurt meteen.',
    fr: 'Avancez le temps pour voir ce qui se passe plus tard : rappels, lettres, rendez-vous, cartes prêtes. Ce qui doit se passer entre-temps se passe aussitôt.',
    de: 'Stellen Sie die Zeit vor, um zu sehen, was später geschieht: Erinnerungen, Briefe, Termine, fertige Karten. Was inzwischen fällig ist, geschieht sofort.',
    en: 'Move time forward to see what happens later: reminders, letters, visits, cards that are ready. What is due by then happens at once.',
  },
  limits: {
    nl: 'De tijd gaat nooit terug. Aanmeldingen volgen de echte tijd.', fr: 'Le temps ne recule jamais. Les connexions suivent l’heure réelle.',
    de: 'Die Zeit geht nie zurück. Anmeldungen folgen der echten Zeit.', en: 'Time never goes back. Logins keep to the real time.',
  },
  itIs: { nl: 'Het is hier nu', fr: 'Il est ici maintenant', de: 'Hier ist es jetzt', en: 'Here it is now' },
  onwards: { nl: '{town}: vooruit', fr: '{town} : avancer', de: '{town}: vor', en: '{town}: forward' },
  hour: { nl: 'Een uur verder', fr: 'Une heure plus tard', de: 'Eine Stunde weiter', en: 'An hour on' },
  day: { nl: 'Een dag verder', fr: 'Un jour plus tard', de: 'Einen Tag weiter', en: 'A day on' },
  week: { nl: 'Een week verder', fr: 'Une semaine plus tard', de: 'Eine Woche weiter', en: 'A week on' },
  month: { nl: '30 dagen verder', fr: '30 jours plus tard', de: '30 Tage weiter', en: '30 days on' },
  until: { nl: '{town}: tot dit moment', fr: '{town} : jusqu’à ce moment', de: '{town}: bis zu diesem Zeitpunkt', en: '{town}: until this moment' },
  go: { nl: 'Zet de klok', fr: 'Régler l’horloge', de: 'Uhr stellen', en: 'Set the clock' },
  moved: { nl: 'De klok van {town} staat verder.', fr: 'L’horloge de {town} a avancé.', de: 'Die Uhr von {town} ist vorgestellt.', en: 'The clock of {town} was moved on.' },
  notAMoment: { nl: 'De klok is niet gezet: dit is geen moment, of het ligt te ver weg.', fr: 'L’horloge n’a pas été réglée : ce n’est pas un moment, ou il est trop loin.', de: 'Die Uhr wurde nicht gestellt: Das ist kein Zeitpunkt, oder er ist zu weit weg.', en: 'The clock was not set: this is no moment, or it is too far away.' },
});
