import { defineRetention, retain } from '#services/kernel/retention.ts';
import { checks, codeAsks, counterRenewals, invitations, wrongCodes } from './invitation.store.ts';

export const invitationRetention = [
  defineRetention({
    id: 'invitations', what: 'Invitations and their personal codes',
    days: { usual: 1, least: 0, most: 30 },
    source: { kind: 'own choice', toConfirm: false, text: 'A code opens nothing once its dossier has ended: it goes at that very moment. The daily job takes what was left behind.' },
    tables: [retain(invitations, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' }, notShown: ['codeIndex'] })],
  }),
  defineRetention({
    id: 'code-asks', what: 'That somebody asked for a fresh code on the website',
    days: { usual: 2, least: 1, most: 30 },
    source: { kind: 'own choice', toConfirm: false, text: 'Counted for one day, so that nobody is sent code after code. What was typed goes within seconds.' },
    tables: [retain(codeAsks, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'column', column: 'at', clock: 'business' } })],
  }),
  defineRetention({
    id: 'counter-renewals', what: 'Cards that are renewed at the counter, by a blind index',
    days: { usual: 450, least: 420, most: 730 },
    source: { kind: 'own choice', toConfirm: false, text: 'Each renewal counts once. The eID tool is asked for at most 400 days back, so a mark lives longer than that.' },
    tables: [
      retain(counterRenewals, {
        owner: { by: 'card-index', column: 'cardIndex' }, counted: { from: 'column', column: 'at', clock: 'business' },
        outlivesErasure: 'The eID tool tells of the renewal again; without the mark the card would be taken for a new one. It leads back to nobody, and goes by itself.', notShown: ['cardIndex'],
      }),
      retain(checks, { owner: { by: 'nobody', why: 'The day of the last check.' }, counted: { from: 'never', why: 'One row.' } }),
      retain(wrongCodes, { owner: { by: 'nobody', why: 'A count per hour.' }, counted: { from: 'column', column: 'hour', clock: 'business' } }),
    ],
  }),
];
