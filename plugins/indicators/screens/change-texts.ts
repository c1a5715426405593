import { defineTexts } from '#services/kernel/texts.ts';

/** Against the end of the month before. */
export const changeTexts = defineTexts({
  less: { nl: '{amount} minder dan eind {month}.', fr: '{amount} de moins qu’à fin {month}.', de: '{amount} weniger als Ende {month}.', en: '{amount} less than at the end of {month}.' },
  more: { nl: '{amount} meer dan eind {month}.', fr: '{amount} de plus qu’à fin {month}.', de: '{amount} mehr als Ende {month}.', en: '{amount} more than at the end of {month}.' },
  same: { nl: 'Zoals eind {month}.', fr: 'Comme à fin {month}.', de: 'Wie Ende {month}.', en: 'As at the end of {month}.' },
  better: { nl: 'Dat is beter.', fr: 'C’est mieux.', de: 'Das ist besser.', en: 'That is better.' },
  worse: { nl: 'Dat is slechter.', fr: 'C’est moins bien.', de: 'Das ist schlechter.', en: 'That is worse.' },
});
