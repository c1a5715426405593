import { defineRetention, retain } from '#services/kernel/retention.ts';
import { cards, deliveries, failedAttempts, handovers } from './delivery.store.ts';

const owner = { by: 'dossier', column: 'dossier' } as const;
const counted = { from: 'end-of-dossier' } as const;

export const deliveryRetention = [defineRetention({
  id: 'deliveries', what: 'Cards, their deliveries and the steps at the door',
  days: { usual: 365, least: 120, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'One year after the end of the dossier: who got the card, and when. A card of an ended dossier that is still under way keeps everything.' },
  tables: [
    retain(deliveries, { owner, counted }),
    retain(cards, { owner, counted, busy: [{ endedAt: null, activatedAt: null }] }),
    retain(handovers, { owner, counted, notShown: ['reference', 'script'] }),
    retain(failedAttempts, { owner: { by: 'row', of: cards, column: 'order', matches: 'order' }, counted: { from: 'nothing-left', of: cards, column: 'order', matches: 'order' } }),
  ],
})];
