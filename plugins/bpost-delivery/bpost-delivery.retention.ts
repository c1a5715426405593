import { defineRetention, retain } from '#services/kernel/retention.ts';
import { arrangements, messages } from './bpost-delivery.store.ts';

export const bpostDeliveryRetention = [defineRetention({
  id: 'bpost-custody', what: 'Who had the card on its way with bpost',
  days: { usual: 730, least: 180, most: 3650 },
  source: { kind: 'own choice', toConfirm: true, text: 'Two years after the end of the dossier: proof of custody between municipality and bpost. The agreement with bpost may ask for another period.' },
  tables: [
    retain(arrangements, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } }),
    retain(messages, {
      owner: { by: 'row', of: arrangements, column: 'reference', matches: 'reference' }, counted: { from: 'nothing-left', of: arrangements, column: 'reference', matches: 'reference' },
      notShown: ['employee', 'said'],
    }),
  ],
})];
