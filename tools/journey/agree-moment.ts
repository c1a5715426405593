import type { JourneyRun } from './journey-run.ts';
import { Refused } from './middleware-client.ts';

interface Moment { readonly start: number }

const tries = 20;
/** Somebody else was sooner, or what is known about the citizen is newer than what was shown. */
const gone = new Set(['appointments.moment-taken', 'appointments.moment-not-offered', 'appointments.changed-meanwhile', 'request.contact-changed']);

/** Asks for one of the moments that are offered; when it is taken by then, for another one. */
export async function agreeMoment<M extends Moment, T>(
  { choose }: Pick<JourneyRun, 'choose'>, offered: () => Promise<readonly M[]>, ask: (moment: M) => Promise<T>,
): Promise<{ readonly moment: M; readonly answer: T }> {
  for (let attempt = 1; ; attempt += 1) {
    const moment = choose(await offered());
    if (!moment) throw new Refused(409, 'appointments.none-free', 'no free moment is offered');
    try {
      return { moment, answer: await ask(moment) };
    } catch (error) {
      if (attempt === tries || !(error instanceof Refused) || !gone.has(error.type)) throw error;
    }
  }
}
