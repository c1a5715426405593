import { defineRetention, retain } from '#services/kernel/retention.ts';
import { complaintFacts, counted, measured, renewalFacts, tallies, turns } from './indicators.store.ts';

const figure = 'Without the dossier\'s person it is a figure.';
const never = { from: 'never', why: 'It holds no personal data of a citizen, and the figures are made from it.' } as const;

export const indicatorsRetention = [defineRetention({
  id: 'indicators', what: 'Figures of the service: how long steps took, on which day, for which ground; no person',
  source: { kind: 'own choice', toConfirm: false, text: 'No personal data of a citizen in it: numbers of dossiers, days, grounds, and references of staff, as in the history that it follows from and lives as long as.' },
  tables: [
    retain(measured, { owner: { by: 'dossier', column: 'dossier' }, counted: never, outlivesErasure: figure, notShown: ['official'] }),
    retain(counted, { owner: { by: 'dossier', column: 'dossier' }, counted: never, outlivesErasure: figure }),
    retain(tallies, { owner: { by: 'nobody', why: 'Sums.' }, counted: never }),
    retain(turns, { owner: { by: 'nobody', why: 'Whose turn it is.' }, counted: never }),
    retain(complaintFacts, { owner: { by: 'dossier', column: 'dossier' }, counted: never, outlivesErasure: figure }),
    retain(renewalFacts, { owner: { by: 'dossier', column: 'dossier' }, counted: never, outlivesErasure: figure }),
  ],
})];
