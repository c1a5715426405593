import type { Deed, DeedMeans } from './deed.ts';
import { DeedFailed } from './deed-failed.ts';
import type { KeptRequest } from '../keeping/requests.ts';
import type { Part } from './holds.ts';

/**
 * What a citizen has to do is kept and answered at once; what comes of it is delivered as a message. One thing at a time: `at-the-door` waits for the official, and a
 * later request of the same visit takes the place of one that waits.
 */
export const requestFingerprintsDeed: Deed<'request-fingerprints'> = async (asked, { key }, means) => {
  demand(asked, 'capture', means);
  const { fingerprints } = means;
  demandFree(asked, 'fingers', means);
  if (asked.start === 'now' && (!fingerprints || await fingerprints.state() === 'absent')) throw new DeedFailed('absent');
  // Asked again: something else may have begun meanwhile.
  demandFree(asked, 'fingers', means);
  return kept({ kind: 'fingerprints', request: key, step: asked.start === 'now' ? 'begun' : 'waiting', asked }, means);
};

export const requestCodeDeed: Deed<'request-code'> = (asked, { key }, means) => {
  demand(asked, 'delivery', means);
  demandFree(asked, 'window', means);
  if (!means.window) throw new DeedFailed('no-window');
  return Promise.resolve(kept({ kind: 'code', request: key, step: asked.start === 'now' ? 'begun' : 'waiting', asked }, means));
};

/** The visit is over. What the citizen has begun may be ended; nothing of it reaches a card from now on. */
export const forgetVisitDeed: Deed<'forget-visit'> = ({ visit }, _call, { keeping, timing }) => Promise.resolve({
  answer: {},
  keep: () => {
    keeping.requests.forget(visit);
    keeping.ended.add(visit, timing.now());
  },
});

function demand({ until, biza }: KeptRequest['asked'], right: 'capture' | 'delivery', { rights, timing, trust }: DeedMeans): void {
  if (!rights.includes(right)) throw new DeedFailed('not-allowed');
  trust(biza);
  if (until <= timing.now()) throw new DeedFailed('too-late');
}

/** What has begun is waited for, and so is what was prepared for another visit, as long as it may still begin. */
function demandFree({ visit, start }: KeptRequest['asked'], part: Part, { keeping, holds, timing }: DeedMeans): void {
  const isInTheWay = keeping.requests.all().some(({ step, asked }) => step === 'begun' || (asked.visit !== visit && timing.now() < asked.until));
  if (isInTheWay || (start === 'now' && holds.isHeld(part))) throw new DeedFailed('busy');
}

function kept(request: KeptRequest, { keeping, timing, tell, begin }: DeedMeans) {
  return {
    answer: {},
    keep: () => {
      keeping.requests.forget(request.asked.visit);
      keeping.requests.add(request, timing.now());
      if (request.step === 'waiting') tell({ visit: request.asked.visit, request: request.request }, 'waiting');
    },
    ...(request.step === 'begun' && { afterwards: () => { begin(request.request); } }),
  };
}
