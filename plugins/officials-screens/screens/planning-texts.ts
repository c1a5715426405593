import { defineTexts } from '#services/kernel/texts.ts';

export const planningTexts = defineTexts({
  menu: { nl: 'Planning', fr: 'Planning', de: 'Planung', en: 'Planning' },
  title: { nl: 'Planning van {official}', fr: 'Planning de {official}', de: 'Planung von {official}', en: 'Planning of {official}' },
  official: { nl: 'Ambtenaar', fr: 'Agent', de: 'Beamter', en: 'Official' },
  week: { nl: 'Week van', fr: 'Semaine du', de: 'Woche vom', en: 'Week of' },
  show: { nl: 'Tonen', fr: 'Afficher', de: 'Zeigen', en: 'Show' },
  earlier: { nl: 'Week ervoor', fr: 'Semaine précédente', de: 'Woche davor', en: 'Week before' },
  later: { nl: 'Week erna', fr: 'Semaine suivante', de: 'Woche danach', en: 'Week after' },
  noneWork: { nl: 'Werkt niet', fr: 'Ne travaille pas', de: 'Arbeitet nicht', en: 'Does not work' },
  works: { nl: 'Werkt {hours}', fr: 'Travaille {hours}', de: 'Arbeitet {hours}', en: 'Works {hours}' },
  special: { nl: '{hours} (alleen voor wie overdag niet kan)', fr: '{hours} (uniquement pour qui n’est pas libre en journée)', de: '{hours} (nur für wen tagsüber nicht kann)', en: '{hours} (only for who is not free by day)' },
  noVisit: { nl: 'Geen bezoeken', fr: 'Aucune visite', de: 'Keine Besuche', en: 'No visits' },
  round: { nl: 'Ronde van deze dag', fr: 'Tournée de ce jour', de: 'Runde dieses Tages', en: 'Round of this day' },
  dossier: { nl: 'Dossier', fr: 'Dossier', de: 'Dossier', en: 'File' },
  move: { nl: 'Verzetten', fr: 'Déplacer', de: 'Verschieben', en: 'Move' },
  dragHint: { nl: 'U kunt een bezoek ook naar een andere dag slepen.', fr: 'Vous pouvez aussi glisser une visite vers un autre jour.', de: 'Sie können einen Besuch auch auf einen anderen Tag ziehen.', en: 'You can also drag a visit to another day.' },
});
