import { definePlugin } from '#services/kernel/plugin.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsRetention } from './biometrics.retention.ts';
import { biometricsTables } from './biometrics.store.ts';
import { captureFingers } from './capture-fingers.ts';
import { declareImpossible } from './declare-impossible.ts';
import { followNumber } from './follow-number.ts';
import { registered, verified } from './follow-registration.ts';
import { identify } from './identify-citizen.ts';
import { biometrics001 } from './migrations/001-captures.ts';
import { closeMissedSession, dropHeld, missVisit } from './miss-visit.ts';
import { endVisitAfterOrder, orderCard, ordered } from './order-card.ts';
import { receiveFailure, receiveFingers } from './receive-fingers.ts';
import { orderedCard, showCapture } from './show-capture.ts';
import { startVisit } from './start-visit.ts';

export const biometricsPlugin = definePlugin(biometrics, {
  actions: { startVisit, identify, capture: captureFingers, declareImpossible, order: orderCard, missed: missVisit, orderedCard, show: showCapture },
  listens: {
    'device-bridge.fingerprintsCaptured': receiveFingers,
    'device-bridge.fingerprintsFailed': receiveFailure,
    'device-bridge.visitEnded': dropHeld,
    'biometrics.numberReplaced': followNumber,
    'biometrics.ordered': endVisitAfterOrder,
    'biometrics.missed': closeMissedSession,
  },
  outcomes: { 'biza.registerBiometrics': registered, 'biza.verifyBiometrics': verified, 'biza.orderCard': ordered },
  routes: [
    { method: 'GET', path: '/dossiers/{dossier}/biometrics', action: 'biometrics.show' },
    { method: 'POST', path: '/dossiers/{dossier}/biometrics/visit', action: 'biometrics.startVisit' },
    { method: 'POST', path: '/dossiers/{dossier}/biometrics/identity', action: 'biometrics.identify' },
    { method: 'POST', path: '/dossiers/{dossier}/biometrics/fingers', action: 'biometrics.capture' },
    { method: 'POST', path: '/dossiers/{dossier}/biometrics/impossible', action: 'biometrics.declareImpossible' },
    { method: 'POST', path: '/dossiers/{dossier}/biometrics/order', action: 'biometrics.order' },
    { method: 'POST', path: '/dossiers/{dossier}/biometrics/missed', action: 'biometrics.missed' },
  ],
  tables: biometricsTables,
  migrations: [biometrics001],
  retention: biometricsRetention,
});
