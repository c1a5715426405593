import { defineTexts } from '#services/kernel/texts.ts';

/** Around moments to choose from. */
export const momentsTexts = defineTexts({
  momentMissing: { nl: 'Kies een moment.', fr: 'Choisissez un moment.', de: 'Wählen Sie einen Zeitpunkt.', en: 'Choose a moment.' },
  fits: { nl: 'past goed in onze ronde', fr: 'convient à notre tournée', de: 'passt gut in unsere Runde', en: 'fits our round well' },
  fitsHint: {
    nl: 'Past een moment goed in onze ronde? Dan rijden wij minder. Kies gerust een ander moment.', fr: 'Un moment convient à notre tournée ? Nous roulons alors moins. Vous pouvez en choisir un autre.',
    de: 'Passt ein Zeitpunkt gut in unsere Runde? Dann fahren wir weniger. Sie können auch einen anderen wählen.', en: 'Does a moment fit our round well? Then we drive less. You are free to choose another one.',
  },
  later: { nl: 'Latere dagen', fr: 'Jours suivants', de: 'Spätere Tage', en: 'Later days' },
  earlier: { nl: 'Eerdere dagen', fr: 'Jours précédents', de: 'Frühere Tage', en: 'Earlier days' },
  momentsPages: { nl: 'Meer dagen', fr: 'Plus de jours', de: 'Mehr Tage', en: 'More days' },
});
