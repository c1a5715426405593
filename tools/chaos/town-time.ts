import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';

interface Waiting { readonly instant: number; readonly go: () => void }

/**
 * The business time of a town in which many journeys are under way. Time stands still while one of them has something to do; when all wait
 * for a moment, it goes on to the evening of the day on which the first of these moments is.
 */
export class TownTime {
  readonly #move: (until: number) => Promise<number>;
  readonly #failed: (error: unknown) => void;
  readonly #waiting: Waiting[] = [];
  #active = 0;
  #now: number;
  #moving = false;

  constructor(now: number, move: (until: number) => Promise<number>, failed: (error: unknown) => void) {
    this.#now = now;
    this.#move = move;
    this.#failed = failed;
  }

  /** Somebody has something to do, until it ends or waits for a moment. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    this.#active += 1;
    try {
      return await body();
    } finally {
      this.#active -= 1;
      this.#goOn();
    }
  }

  async reach(instant: number): Promise<void> {
    if (instant <= this.#now) return;
    this.#active -= 1;
    await new Promise<void>((go) => {
      this.#waiting.push({ instant, go });
      this.#goOn();
    });
    this.#active += 1;
  }

  /** Looked at when all who were just told to begin or to go on have done so. */
  #goOn(): void {
    setImmediate(() => {
      if (this.#active > 0 || this.#moving || this.#waiting.length === 0) return;
      this.#moving = true;
      this.#moveOn(Math.min(...this.#waiting.map(({ instant }) => instant))).catch(this.#failed);
    });
  }

  async #moveOn(first: number): Promise<void> {
    const now = await this.#move(Math.max(first, eveningOf(first)));
    this.#now = now;
    this.#moving = false;
    const due = this.#waiting.filter(({ instant }) => instant <= now);
    for (const one of due) this.#waiting.splice(this.#waiting.indexOf(one), 1);
    for (const { go } of due) go();
  }
}

function eveningOf(instant: number): number {
  return instantOf(dayOf(instant), '21:30');
}
