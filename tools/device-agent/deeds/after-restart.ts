import type { DeedMeans } from './deed.ts';
import { conclude } from './carry-out-request.ts';
import { failedResult } from './result-of.ts';

/** The house repeats what it asks for hours; its answers are kept for longer. */
const keepAnswersMs = 7 * 24 * 60 * 60_000;
/** The legal limit of three months for fingerprints: what the house did not take by then is destroyed. */
const keepSealedMs = 90 * 24 * 60 * 60_000;

/**
 * What was under way when the program died. What was not sealed is nowhere: a capture fails, and is asked anew; one that the official begins at the door waits for
 * the official again. A script that had begun stays `may-have-run`.
 */
export function clearUpAfterRestart(means: Pick<DeedMeans, 'device' | 'keeping' | 'timing' | 'tell'>): void {
  const { keeping, device } = means;
  keeping.answers.forgetBegun();
  forgetWhatIsOld(means);
  for (const request of keeping.requests.all().filter(({ step }) => step === 'begun')) {
    if (request.asked.start === 'at-the-door') keeping.requests.step(request.request, 'waiting');
    else conclude(request, means, failedResult(request, device, 'agent-restarted'));
  }
  endWhatIsLate(means);
}

/** What has not begun in its time is not begun any more. */
export function endWhatIsLate(means: Pick<DeedMeans, 'device' | 'keeping' | 'timing' | 'tell'>): void {
  const late = means.keeping.requests.all().filter(({ step, asked: { until } }) => step === 'waiting' && until <= means.timing.now());
  for (const request of late) conclude(request, means, failedResult(request, means.device, 'too-late'));
}

/** An agent may run for months. */
export function forgetWhatIsOld({ keeping, timing }: Pick<DeedMeans, 'keeping' | 'timing'>): void {
  keeping.answers.forgetBefore(timing.now() - keepAnswersMs);
  keeping.ended.forgetBefore(timing.now() - keepAnswersMs);
  keeping.told.forget();
  if (keeping.deliveries.destroySealedBefore(timing.now() - keepSealedMs) > 0) keeping.notices.add({ what: 'sealed', why: 'too-old' }, timing.now());
}
