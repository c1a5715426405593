import { defineTexts } from '#services/kernel/texts.ts';

/** A number and what it counts. Which of the two is meant is the rule of the language (`saysOne`). */
export const countTexts = defineTexts({
  'days-one': { nl: '{count} dag', fr: '{count} jour', de: '{count} Tag', en: '{count} day' },
  'days-other': { nl: '{count} dagen', fr: '{count} jours', de: '{count} Tage', en: '{count} days' },
  'weeks-one': { nl: '{count} week', fr: '{count} semaine', de: '{count} Woche', en: '{count} week' },
  'weeks-other': { nl: '{count} weken', fr: '{count} semaines', de: '{count} Wochen', en: '{count} weeks' },
  'dossiers-one': { nl: '{count} dossier', fr: '{count} dossier', de: '{count} Dossier', en: '{count} dossier' },
  'dossiers-other': { nl: '{count} dossiers', fr: '{count} dossiers', de: '{count} Dossiers', en: '{count} dossiers' },
  'complaints-one': { nl: '{count} klacht', fr: '{count} plainte', de: '{count} Beschwerde', en: '{count} complaint' },
  'complaints-other': { nl: '{count} klachten', fr: '{count} plaintes', de: '{count} Beschwerden', en: '{count} complaints' },
  'people-one': { nl: '{count} mens', fr: '{count} personne', de: '{count} Person', en: '{count} person' },
  'people-other': { nl: '{count} mensen', fr: '{count} personnes', de: '{count} Personen', en: '{count} people' },
  'points-one': { nl: '{count} procentpunt', fr: '{count} point de pourcentage', de: '{count} Prozentpunkt', en: '{count} percentage point' },
  'points-other': { nl: '{count} procentpunten', fr: '{count} points de pourcentage', de: '{count} Prozentpunkte', en: '{count} percentage points' },
});
