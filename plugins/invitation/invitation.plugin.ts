import { definePlugin } from '#services/kernel/plugin.ts';
import { askCode } from './ask-code.ts';
import { checkByNight, checkExpiry } from './check-expiry.ts';
import { followCall, followSent, followUnreachable } from './follow-telling.ts';
import { invitation } from './invitation.contract.ts';
import { invitationRetention } from './invitation.retention.ts';
import { invitationTables } from './invitation.store.ts';
import { inviteByMorning } from './invite-untold.ts';
import { judgeAsk } from './judge-ask.ts';
import { invitation001 } from './migrations/001-invitations.ts';
import { invitation002 } from './migrations/002-code-asks.ts';
import { mirrorMove, mirrorOpening } from './mirror-dossier.ts';
import { redeemCode } from './redeem-code.ts';
import { remindSilent } from './remind-silent.ts';
import { sendFreshCode } from './send-fresh-code.ts';
import { sendInvitation } from './send-invitation.ts';
import { tellWindow } from './tell-window.ts';

export const invitationPlugin = definePlugin(invitation, {
  actions: { checkExpiry, send: sendInvitation, askCode, window: tellWindow, redeem: redeemCode },
  listens: {
    'communication.sent': followSent, 'communication.unreachable': followUnreachable, 'communication.called': followCall,
    'invitation.codeAsked': judgeAsk, 'invitation.codeGranted': sendFreshCode,
    'journey.opened': mirrorOpening, 'journey.moved': mirrorMove,
  },
  routes: [
    { method: 'POST', path: '/expiry-checks', action: 'invitation.checkExpiry' },
    { method: 'POST', path: '/codes', action: 'invitation.askCode', forStrangers: true },
    { method: 'POST', path: '/dossiers/{dossier}/invitation', action: 'invitation.send' },
  ],
  jobs: [
    { id: 'check-expiry', schedule: { daily: '05:00' }, run: checkByNight },
    { id: 'invite', schedule: { daily: '09:00' }, run: inviteByMorning },
    { id: 'remind', schedule: { daily: '09:30' }, run: remindSilent },
  ],
  tables: invitationTables,
  migrations: [invitation001, invitation002],
  retention: invitationRetention,
});
