import { defineTexts } from '#services/kernel/texts.ts';

/** Around moments to choose from. */
export const momentsTexts = defineTexts({
  momentMissing: { nl: 'Kies een moment.', fr: 'Choisissez un moment.', de: 'Wählen Sie einen Zeitpunkt.', en: 'Choose a moment.' },
  later: { nl: 'Latere dagen', fr: 'Jours suivants', de: 'Spätere Tage', en: 'Later days' },
  earlier: { nl: 'Eerdere dagen', fr: 'Jours précédents', de: 'Frühere Tage', en: 'Earlier days' },
  momentsPages: { nl: 'Meer dagen', fr: 'Plus de jours', de: 'Mehr Tage', en: 'More days' },
});
