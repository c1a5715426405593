import { definePlugin } from '#services/kernel/plugin.ts';
import { activateCard } from './activate-card.ts';
import { activationOpened } from './ask-activation.ts';
import { callOffBoth, callOffOtherSide } from './call-off-other-side.ts';
import { chooseCode, hearCode, hearNoCode } from './choose-code.ts';
import { bizaClosed, closeProcedure, crmClosed, eidToolClosed } from './close-procedure.ts';
import { activationConfirmed } from './complete-activation.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryRetention } from './delivery.retention.ts';
import { deliveryTables } from './delivery.store.ts';
import { endVisit } from './end-visit.ts';
import { failAttempt } from './fail-attempt.ts';
import { followAppointment } from './follow-appointment.ts';
import { hearAttempt, hearLoss, hearMoment, hearReturn } from './follow-bpost.ts';
import { followCards } from './follow-cards.ts';
import { holdAtCounter } from './hold-at-counter.ts';
import { identifyCitizen } from './identify-citizen.ts';
import { listExpectedCards } from './list-expected-cards.ts';
import { delivery001 } from './migrations/001-deliveries.ts';
import { delivery002 } from './migrations/002-assignment.ts';
import { offerMoments } from './offer-moments.ts';
import { planDelivery } from './plan-delivery.ts';
import { planAfterLateCard, planAfterRefusal } from './plan-first-free.ts';
import { proposeDelivery } from './propose-delivery.ts';
import { receiveByNumber } from './receive-by-number.ts';
import { receiveCard } from './receive-card.ts';
import { codeRegistered } from './register-code.ts';
import { hearNoScript, hearScript } from './relay-script.ts';
import { reportLost } from './report-lost.ts';
import { showDelivery } from './show-delivery.ts';
import { startVisit } from './start-visit.ts';
import { takeBackReceipt } from './take-back-receipt.ts';
import { takeUpOrder } from './take-up-order.ts';
import { watchClaims } from './watch-claims.ts';

export const deliveryPlugin = definePlugin(delivery, {
  actions: {
    moments: offerMoments, plan: planDelivery, propose: proposeDelivery, expectedCards: listExpectedCards, receiveByNumber, receiveCard, takeBackReceipt, startVisit, identify: identifyCitizen, chooseCode, activate: activateCard, close: closeProcedure,
    failAttempt, reportLost, holdAtCounter, show: showDelivery,
  },
  listens: {
    'biometrics.ordered': takeUpOrder,
    'appointments.moved': followAppointment,
    'appointments.cancelled': followAppointment,
    'device-bridge.codeChosen': hearCode,
    'device-bridge.codeFailed': hearNoCode,
    'device-bridge.scriptRan': hearScript,
    'device-bridge.scriptFailed': hearNoScript,
    'bpost-delivery.refused': planAfterRefusal,
    'bpost-delivery.momentChanged': hearMoment,
    'bpost-delivery.attemptFailed': hearAttempt,
    'bpost-delivery.returned': hearReturn,
    'bpost-delivery.lost': hearLoss,
    'delivery.planned': callOffOtherSide,
    'delivery.cardLate': planAfterLateCard,
    'delivery.cardLost': callOffBoth,
    'journey.moved': endVisit,
  },
  outcomes: {
    'biza.openActivation': activationOpened, 'biza.confirmActivation': activationConfirmed, 'biza.registerCode': codeRegistered,
    'biza.closeRenewal': bizaClosed, 'eid-tool.closeRenewal': eidToolClosed, 'crm.closeProcedure': crmClosed,
  },
  routes: [
    { method: 'GET', path: '/dossiers/{dossier}/delivery', action: 'delivery.show' },
    { method: 'GET', path: '/dossiers/{dossier}/delivery/moments', action: 'delivery.moments' },
    { method: 'GET', path: '/dossiers/{dossier}/delivery/proposal', action: 'delivery.propose' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/plan', action: 'delivery.plan' },
    { method: 'GET', path: '/cards/expected', action: 'delivery.expectedCards' },
    { method: 'POST', path: '/cards/received', action: 'delivery.receiveByNumber' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/card', action: 'delivery.receiveCard' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/card/take-back', action: 'delivery.takeBackReceipt' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/visit', action: 'delivery.startVisit' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/identity', action: 'delivery.identify' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/code', action: 'delivery.chooseCode' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/activation', action: 'delivery.activate' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/close', action: 'delivery.close' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/failed-attempt', action: 'delivery.failAttempt' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/lost-card', action: 'delivery.reportLost' },
    { method: 'POST', path: '/dossiers/{dossier}/delivery/counter', action: 'delivery.holdAtCounter' },
  ],
  jobs: [
    { id: 'follow-cards', schedule: { daily: '06:15' }, run: followCards },
    { id: 'watch-claims', schedule: { daily: '06:45' }, run: watchClaims },
  ],
  tables: deliveryTables,
  migrations: [delivery001, delivery002],
  retention: deliveryRetention,
});
