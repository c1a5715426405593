import { defineRetention, retain } from '#services/kernel/retention.ts';
import { captures, orders } from './biometrics.store.ts';

const owner = { by: 'dossier', column: 'dossier' } as const;
const counted = { from: 'end-of-dossier' } as const;

export const biometricsRetention = [
  defineRetention({
    id: 'captures', what: 'How the fingerprints were taken: which fingers, how well, and why not',
    days: { usual: 90, least: 0, most: 365 },
    source: { kind: 'own choice', toConfirm: true, text: 'It says something about health (GDPR art. 9): three months after the end of the dossier, as long as the fingerprints themselves could be kept.' },
    tables: [retain(captures, { owner, counted, notShown: ['official'] })],
  }),
  defineRetention({
    id: 'orders', what: 'Orders of cards at BiZa, with the number of the new card',
    days: { usual: 365, least: 120, most: 3650 },
    source: { kind: 'own choice', toConfirm: true, text: 'One year after the end of the dossier: a card that turns up late leads back to its order.' },
    tables: [retain(orders, { owner, counted })],
  }),
];
