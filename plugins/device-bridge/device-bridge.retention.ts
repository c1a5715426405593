import { defineRetention, retain } from '#services/kernel/retention.ts';
import { openVisits, requests, visits } from './device-bridge.store.ts';

const counted = { from: 'end-of-dossier' } as const;

export const deviceBridgeRetention = [defineRetention({
  id: 'device-visits', what: 'Sessions with a device, which fingers it was asked for, how far it came, and the number of the new card',
  days: { usual: 90, least: 0, most: 365 },
  source: { kind: 'own choice', toConfirm: true, text: 'Which fingers were asked says something about health (GDPR art. 9): three months after the end of the dossier.' },
  tables: [
    retain(visits, { owner: { by: 'dossier', column: 'dossier' }, counted, notShown: ['reference', 'openedBy'] }),
    retain(openVisits, { owner: { by: 'dossier', column: 'dossier' }, counted }),
    retain(requests, { owner: { by: 'row', of: visits, column: 'visit', matches: 'id' }, counted: { from: 'nothing-left', of: visits, column: 'visit', matches: 'id' } }),
  ],
})];
