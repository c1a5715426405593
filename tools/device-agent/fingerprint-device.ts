import type { z } from 'zod';
import type { finger } from '#connectors/biza/biza.port.ts';

export type Finger = z.output<typeof finger>;

/** A fingerprint device of the official's machine, whatever protocol it speaks. */
export interface FingerprintDevice {
  readonly name: string;
  state(): Promise<'ready' | 'busy' | 'not-ready' | 'absent'>;
  /**
   * Takes these fingers once. What comes back was verified: the device's signature, whose device it is, the chain of hashes, the transaction.
   * @throws FingerprintsFailed with a code that a screen can explain; the reason of the signal where it was aborted
   */
  capture(asked: CaptureAsked): Promise<readonly CapturedFinger[]>;
}

export interface CaptureAsked {
  /** Of this try: comes back signed. */
  readonly transaction: string;
  readonly fingers: readonly Finger[];
  /** Fingers that the citizen does not have, or that cannot be taken. */
  readonly exceptions: readonly Finger[];
  /** 0 to 100: what is below is not given back as good by the device. */
  readonly leastQuality: number;
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

export interface CapturedFinger {
  readonly finger: Finger;
  /** 0 to 100. */
  readonly quality: number;
  /** ISO/IEC 19794-4 record. In clear: it is sealed for BiZa at once, and wiped. */
  readonly image: Uint8Array;
}

/** `busy`, `not-ready`, `absent`, `not-registered`, `time-out`, `poor-quality`, `badly-placed`, `no-finger`, `bad-signature`, `foreign-device`, `broken-chain`, `bad-answer`, `device-failed`. */
export class FingerprintsFailed extends Error {
  override readonly name = 'FingerprintsFailed';
  readonly code: string;
  /** What the device thought of the fingers that were too poor, so that the official knows which one to take again. */
  readonly qualities: readonly Pick<CapturedFinger, 'finger' | 'quality'>[];
  constructor(code: string, qualities: FingerprintsFailed['qualities'] = []) {
    super(code);
    this.code = code;
    this.qualities = qualities;
  }
}
