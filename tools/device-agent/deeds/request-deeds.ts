import { DeedFailed, type Deed, type DeedMeans } from './deed.ts';
import type { KeptRequest } from '../keeping/requests.ts';

/**
 * What a citizen has to do is kept and answered at once; what comes of it is delivered as a message. `at-the-door` waits for the official; a later request of
 * the same kind and visit takes the place of one that waits.
 */
export const requestFingerprintsDeed: Deed<'request-fingerprints'> = async (asked, { key }, means) => {
  demand(asked, 'capture', means);
  const { fingerprints, holds } = means;
  if (asked.start === 'now') {
    if (holds.isHeld('fingers')) throw new DeedFailed('busy');
    if (!fingerprints || await fingerprints.state() === 'absent') throw new DeedFailed('absent');
  }
  return kept({ kind: 'fingerprints', request: key, step: asked.start === 'now' ? 'begun' : 'waiting', asked }, means);
};

export const requestCodeDeed: Deed<'request-code'> = (asked, { key }, means) => {
  demand(asked, 'delivery', means);
  if (asked.start === 'now' && means.holds.isHeld('window')) throw new DeedFailed('busy');
  if (!means.window) throw new DeedFailed('no-window');
  return Promise.resolve(kept({ kind: 'code', request: key, step: asked.start === 'now' ? 'begun' : 'waiting', asked }, means));
};

export const forgetVisitDeed: Deed<'forget-visit'> = ({ visit }, _call, { keeping }) => Promise.resolve({ answer: {}, keep: () => { keeping.requests.forget(visit); } });

function demand({ until, biza }: KeptRequest['asked'], right: 'capture' | 'delivery', { rights, timing, trust }: DeedMeans): void {
  if (!rights.includes(right)) throw new DeedFailed('not-allowed');
  trust(biza);
  if (until <= timing.now()) throw new DeedFailed('too-late');
}

function kept(request: KeptRequest, { keeping, timing, tell, begin }: DeedMeans) {
  return {
    answer: {},
    keep: () => {
      keeping.requests.forget(request.asked.visit, request.kind);
      keeping.requests.add(request, timing.now());
      if (request.step === 'waiting') tell({ visit: request.asked.visit, request: request.request }, 'waiting');
    },
    ...(request.step === 'begun' && { afterwards: () => { begin(request.request); } }),
  };
}
