import { FingerprintsFailed, type CaptureAsked, type CapturedFinger, type FingerprintDevice } from '../fingerprint-device.ts';
import type { PinQuestion, PinWindow } from '../pin-window.ts';

/** Waits until it was asked, so that a rehearsal can do something in the middle of it. */
class Asked<A> {
  readonly all: A[] = [];
  #waiting: (() => void)[] = [];
  add(asked: A): void {
    this.all.push(asked);
    for (const go of this.#waiting.splice(0)) go();
  }
  async times(count: number): Promise<A> {
    while (this.all.length < count) await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
    const asked = this.all[count - 1];
    if (asked === undefined) throw new Error('it was not asked so often');
    return asked;
  }
}

type Take = (asked: CaptureAsked) => Promise<readonly CapturedFinger[]> | readonly CapturedFinger[];

/** A fingerprint device that does what the rehearsal says, one try after another; the last one again and again. */
export function scriptedFingers(...tries: readonly Take[]): FingerprintDevice & { readonly asked: Asked<CaptureAsked> } {
  const asked = new Asked<CaptureAsked>();
  return {
    name: 'scripted', asked, state: () => Promise.resolve('ready'),
    capture: async (wish) => {
      asked.add(wish);
      const take = tries[Math.min(asked.all.length, tries.length) - 1];
      return await take?.(wish) ?? [];
    },
  };
}

/** Until it is taken away: nobody puts a finger. */
export const nobodyComes: Take = ({ signal }) => new Promise((_, reject) => { signal.addEventListener('abort', () => { reject(new FingerprintsFailed('time-out')); }); });

/** A window in which somebody types these, one after another; then nobody types any more. */
export function scriptedWindow(...typed: readonly (string | 'cancelled')[]): PinWindow & { readonly asked: Asked<PinQuestion>; readonly given: readonly Buffer[] } {
  const asked = new Asked<PinQuestion>();
  const given: Buffer[] = [];
  return {
    asked, given, close: () => Promise.resolve(),
    ask: (question) => {
      asked.add(question);
      const next = typed[asked.all.length - 1];
      if (next === 'cancelled') return Promise.resolve(undefined);
      if (next === undefined) return new Promise((resolve) => { question.signal.addEventListener('abort', () => { resolve(undefined); }); });
      const digits = Buffer.from(next, 'latin1');
      given.push(digits);
      return Promise.resolve(digits);
    },
  };
}
