import { defineRetention, retain } from '#services/kernel/retention.ts';
import { complaintRows, complaintSteps, endedStates, openStates } from './complaints.store.ts';

const owner = { by: 'dossier-or-content', column: 'dossier' } as const;

export const complaintsRetention = [defineRetention({
  id: 'complaints', what: 'Complaints and other words about the service, what was answered, and who did what about them',
  days: { usual: 730, least: 90, most: 3650 },
  source: {
    kind: 'own choice', toConfirm: true,
    text: 'GDPR art. 5(1)(e). With its dossier, two years after the end: who is not content with an answer may go to an ombudsman. While one is open its dossier stays. One without a dossier goes two years after its own end.',
  },
  tables: [
    retain(complaintRows, { owner, counted: { from: 'end-of-dossier' }, busy: [{ state: { in: openStates } }], notShown: ['mark'] }),
    retain(complaintRows, { only: { dossier: null, state: { in: endedStates } }, owner, counted: { from: 'column', column: 'endedAt', clock: 'business' } }),
    retain(complaintSteps, {
      owner: { by: 'row', of: complaintRows, column: 'complaint', matches: 'id' }, counted: { from: 'nothing-left', of: complaintRows, column: 'complaint', matches: 'id' }, notShown: ['actor'],
    }),
  ],
})];
