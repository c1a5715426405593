import { specification, type FoundDevice } from './read-device.ts';
import { sbiFingers, type Turn } from './sbi-fingers.ts';

export interface CaptureWish {
  readonly turn: Turn;
  readonly device: FoundDevice;
  readonly environment: string;
  readonly transaction: string;
  readonly leastQuality: number;
  readonly previousHash: string;
  /** How long the citizen has, milliseconds. */
  readonly timeoutMs: number;
  readonly now: number;
}

/** What RCAPTURE takes: numbers are text there. */
export function captureRequest({ turn, device, environment, transaction, leastQuality, previousHash, timeoutMs, now }: CaptureWish) {
  return {
    env: environment, purpose: 'Registration', specVersion: specification, timeout: String(Math.ceil(timeoutMs)), captureTime: new Date(now).toISOString(), transactionId: transaction,
    bio: [{
      type: 'Finger', count: String(turn.fingers.length), bioSubType: turn.fingers.map((finger) => sbiFingers[finger].name), exception: turn.exceptions.map((finger) => sbiFingers[finger].name),
      requestedScore: String(leastQuality), deviceId: device.deviceId, deviceSubId: turn.subId, previousHash,
    }],
    customOpts: {},
  };
}
