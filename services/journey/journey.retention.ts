import { defineRetention, retain } from '#services/kernel/retention.ts';
import { dossiers, history, persons, personNumbers } from './dossier.store.ts';

/** Every table with an end of its own reckons with this one: what belongs to a dossier goes with it at the latest. */
export const dossierClass = 'dossiers';

export const journeyRetention = [
  defineRetention({
    id: dossierClass, what: 'Dossiers, and who they are about: national number and card number',
    days: { usual: 730, least: 400, most: 3650 },
    source: {
      kind: 'own choice', toConfirm: true,
      text: 'GDPR art. 5(1)(e): no longer than the purpose asks. Two years for complaints and questions after the end; at least 400 days, so that no card that still expires is taken for a new one. Selection lists of the archives may ask for another period.',
    },
    tables: [
      retain(dossiers, {
        owner: { by: 'person', column: 'person' }, counted: { from: 'end-of-dossier' },
        // Unique by itself, and nobody's any more.
        emptied: ({ id }, at) => ({ person: id, cardIndex: `emptied:${id}`, personal: { cardNumber: '' }, emptiedAt: at }),
        notShown: ['cardIndex'],
      }),
      retain(personNumbers, {
        owner: { by: 'person', column: 'person' }, counted: { from: 'nothing-left', of: dossiers, column: 'person', matches: 'person' }, notShown: ['inszIndex'],
      }),
      retain(persons, { owner: { by: 'person', column: 'id' }, counted: { from: 'nothing-left', of: personNumbers, column: 'id', matches: 'person' } }),
    ],
  }),
  defineRetention({
    id: 'history', what: 'What happened in a dossier and when, without a person',
    source: { kind: 'own choice', toConfirm: false, text: 'No personal data of a citizen in it: codes, instants, and references of staff. The figures of the service are made from it.' },
    tables: [retain(history, {
      owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'never', why: 'It holds no personal data, and the figures are made from it.' },
      outlivesErasure: 'Without the dossier\'s person it is a figure.', notShown: ['actor'],
    })],
  }),
];
