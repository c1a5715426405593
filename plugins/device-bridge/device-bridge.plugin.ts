import { definePlugin } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeRetention } from './device-bridge.retention.ts';
import { deviceBridgeTables } from './device-bridge.store.ts';
import { closeExpiredVisits, closeVisit } from './end-visit.ts';
import { listDevices } from './list-devices.ts';
import { deviceBridge001 } from './migrations/001-visits.ts';
import { openVisit } from './open-visit.ts';
import { readIdentity } from './read-identity.ts';
import { receiveCode, receiveFingerprints } from './receive-answer.ts';
import { codeRequested, fingerprintsRequested, requestCode, requestFingerprints } from './request-from-device.ts';
import { runScript, scriptRan } from './run-script.ts';
import { showVisit } from './show-visit.ts';

export const deviceBridgePlugin = definePlugin(deviceBridge, {
  actions: { listDevices, openVisit, closeVisit, showVisit, readIdentity, requestFingerprints, requestCode, runScript },
  receives: { 'devices.fingerprints': receiveFingerprints, 'devices.code': receiveCode },
  outcomes: { 'devices.requestFingerprints': fingerprintsRequested, 'devices.requestCode': codeRequested, 'devices.runScript': scriptRan },
  routes: [
    { method: 'GET', path: '/devices', action: 'device-bridge.listDevices' },
    { method: 'POST', path: '/visits', action: 'device-bridge.openVisit' },
    { method: 'GET', path: '/visits/{visit}', action: 'device-bridge.showVisit' },
    { method: 'POST', path: '/visits/{visit}/close', action: 'device-bridge.closeVisit' },
    { method: 'POST', path: '/visits/{visit}/identity', action: 'device-bridge.readIdentity' },
    { method: 'POST', path: '/visits/{visit}/fingerprints', action: 'device-bridge.requestFingerprints' },
    { method: 'POST', path: '/visits/{visit}/code', action: 'device-bridge.requestCode' },
  ],
  jobs: [{ id: 'close-expired', schedule: { every: 5 }, run: closeExpiredVisits }],
  tables: deviceBridgeTables,
  migrations: [deviceBridge001],
  retention: deviceBridgeRetention,
});
