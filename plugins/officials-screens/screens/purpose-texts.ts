import { defineTexts } from '#services/kernel/texts.ts';

/** What officials call the two visits, and what may become of one. */
export const purposeTexts = defineTexts({
  capture: { nl: 'Bezoek 1: vingerafdrukken', fr: 'Visite 1 : empreintes digitales', de: 'Besuch 1: Fingerabdrücke', en: 'Visit 1: fingerprints' },
  delivery: { nl: 'Bezoek 2: afgifte', fr: 'Visite 2 : remise', de: 'Besuch 2: Übergabe', en: 'Visit 2: delivery' },
});

export const visitStateTexts = defineTexts({
  held: { nl: 'nog niet zeker', fr: 'pas encore certaine', de: 'noch nicht sicher', en: 'not certain yet' },
  confirmed: { nl: 'zeker', fr: 'certaine', de: 'sicher', en: 'certain' },
  kept: { nl: 'is geweest', fr: 'a eu lieu', de: 'hat stattgefunden', en: 'took place' },
  cancelled: { nl: 'afgezegd', fr: 'annulée', de: 'abgesagt', en: 'cancelled' },
  lapsed: { nl: 'vervallen', fr: 'expirée', de: 'verfallen', en: 'lapsed' },
  missed: { nl: 'gemist', fr: 'manquée', de: 'verpasst', en: 'missed' },
});
