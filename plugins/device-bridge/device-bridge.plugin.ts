import { definePlugin } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeRetention } from './device-bridge.retention.ts';
import { deviceBridgeTables } from './device-bridge.store.ts';
import { closeExpiredVisits, closeVisit } from './end-visit.ts';
import { askedPin, changePin, pinTries, verifyPin } from './ask-pin.ts';
import { listDevices } from './list-devices.ts';
import { deviceBridge001 } from './migrations/001-visits.ts';
import { deviceBridge002 } from './migrations/002-prepared-visits.ts';
import { deviceBridge003 } from './migrations/003-numbered-steps.ts';
import { openVisit } from './open-visit.ts';
import { readIdentity } from './read-identity.ts';
import { receiveCode, receiveFingerprints } from './receive-answer.ts';
import { receiveProgress } from './receive-progress.ts';
import { codeRequested, fingerprintsRequested, requestCode, requestFingerprints } from './request-from-device.ts';
import { runScript, scriptRan } from './run-script.ts';
import { showVisit } from './show-visit.ts';

export const deviceBridgePlugin = definePlugin(deviceBridge, {
  actions: { listDevices, openVisit, closeVisit, showVisit, readIdentity, pinTries, verifyPin, changePin, requestFingerprints, requestCode, runScript },
  receives: { 'devices.fingerprints': receiveFingerprints, 'devices.code': receiveCode, 'devices.progress': receiveProgress },
  outcomes: {
    'devices.requestFingerprints': fingerprintsRequested, 'devices.requestCode': codeRequested, 'devices.runScript': scriptRan,
    'devices.verifyPin': askedPin, 'devices.changePin': askedPin,
  },
  routes: [
    { method: 'GET', path: '/devices', action: 'device-bridge.listDevices' },
    { method: 'POST', path: '/visits', action: 'device-bridge.openVisit' },
    { method: 'GET', path: '/visits/{visit}', action: 'device-bridge.showVisit' },
    { method: 'POST', path: '/visits/{visit}/close', action: 'device-bridge.closeVisit' },
    { method: 'POST', path: '/visits/{visit}/identity', action: 'device-bridge.readIdentity' },
    { method: 'GET', path: '/visits/{visit}/pin', action: 'device-bridge.pinTries' },
    { method: 'POST', path: '/visits/{visit}/pin/verify', action: 'device-bridge.verifyPin' },
    { method: 'POST', path: '/visits/{visit}/pin/change', action: 'device-bridge.changePin' },
    { method: 'POST', path: '/visits/{visit}/fingerprints', action: 'device-bridge.requestFingerprints' },
    { method: 'POST', path: '/visits/{visit}/code', action: 'device-bridge.requestCode' },
  ],
  jobs: [{ id: 'close-expired', schedule: { every: 5 }, run: closeExpiredVisits }],
  tables: deviceBridgeTables,
  migrations: [deviceBridge001, deviceBridge002, deviceBridge003],
  retention: deviceBridgeRetention,
});
