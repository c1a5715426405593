import { definePlugin } from '#services/kernel/plugin.ts';
import { announceCancelled, announceMove, announcers } from './announce-event.ts';
import { communication } from './communication.contract.ts';
import { communicationRetention } from './communication.retention.ts';
import { communicationTables } from './communication.store.ts';
import { countCalls } from './count-calls.ts';
import { eBoxOutcome, sendingOutcome } from './follow-sending.ts';
import { foreseeLanguages } from './foresee-languages.ts';
import { offerOutcome } from './hand-over-call.ts';
import { listCalls } from './list-calls.ts';
import { listMessages } from './list-messages.ts';
import { communication001 } from './migrations/001-messages.ts';
import { communication002 } from './migrations/002-held-calls.ts';
import { tidyCalls } from './overtake-calls.ts';
import { receiveCallOutcome } from './receive-call-outcome.ts';
import { receiveReport } from './receive-report.ts';
import { recordCall } from './record-call.ts';
import { tell } from './tell-citizen.ts';

export const communicationPlugin = definePlugin(communication, {
  actions: { tell, messages: listMessages, callList: listCalls, callCount: countCalls, recordCall },
  listens: { ...announcers, 'appointments.cancelled': announceCancelled, 'journey.moved': announceMove },
  receives: { 'messaging.report': receiveReport, 'messaging.callOutcome': receiveCallOutcome },
  outcomes: {
    'messaging.sendEmail': sendingOutcome, 'messaging.sendSms': sendingOutcome, 'messaging.sendWhatsapp': sendingOutcome, 'messaging.sendLetter': sendingOutcome,
    'messaging.sendEBox': eBoxOutcome,
    'messaging.offerCall': offerOutcome,
  },
  routes: [
    { method: 'GET', path: '/dossiers/{dossier}/messages', action: 'communication.messages' },
    { method: 'POST', path: '/dossiers/{dossier}/messages', action: 'communication.tell' },
    { method: 'GET', path: '/calls', action: 'communication.callList' },
    { method: 'GET', path: '/calls/count', action: 'communication.callCount' },
    { method: 'POST', path: '/calls/{call}/outcome', action: 'communication.recordCall' },
  ],
  jobs: [{ id: 'tidy-calls', schedule: { daily: '04:00' }, run: tidyCalls }],
  foresees: foreseeLanguages,
  tables: communicationTables,
  migrations: [communication001, communication002],
  retention: communicationRetention,
});
