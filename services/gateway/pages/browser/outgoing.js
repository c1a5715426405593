/**
 * What was sent and has not been answered yet, in order. It outlives a reload of the page (the session of this window, on this device), and is tried until the
 * house has answered: each form carries a number, so that sent twice is done once.
 */

/**
 * @typedef {{ readonly url: string, readonly body: string }} Sending
 * @typedef {{ readonly get: () => readonly Sending[], readonly set: (sendings: readonly Sending[]) => void }} Keep
 * @typedef {{ readonly fetch: (sending: Sending) => Promise<Response>, readonly keep: Keep, readonly later: (milliseconds: number, then: () => void) => void, readonly told: (connection: { waiting: number, lost: boolean }) => void, readonly answered: (response: Response, sending: Sending) => Promise<void> }} Means
 */

/** Nobody who could answer was there: what comes is a proxy's word, not a part of a page, which the house itself would have said. */
const nobodyThere = new Set([502, 503, 504]);
/** @param {Response} response */
const isOfTheHouse = (response) => response.headers.get('Content-Type')?.startsWith('text/vnd.eid.part+html') ?? false;
const [firstPauseMs, longestPauseMs] = [1_000, 30_000];

/** @param {Means} means */
export function openOutgoing({ fetch, keep, later, told, answered }) {
  let busy = false;
  let pause = firstPauseMs;
  let stopped = false;

  // Another screen of this window may have removed it already, and be sending what came after it.
  /** @param {Sending} sent */
  const remove = (sent) => keep.set(keep.get().filter(({ url, body }) => url !== sent.url || body !== sent.body));

  async function work() {
    if (busy) return;
    busy = true;
    try {
      for (let next = keep.get()[0]; next && !stopped; next = keep.get()[0]) {
        const response = await fetch(next).catch(() => undefined);
        if (!response || (nobodyThere.has(response.status) && !isOfTheHouse(response))) {
          told({ waiting: keep.get().length, lost: true });
          later(pause, () => { void work(); });
          pause = Math.min(pause * 2, longestPauseMs);
          return;
        }
        pause = firstPauseMs;
        if (response.status === 401) {
          stopped = true;
          await answered(response, next);
          return;
        }
        remove(next);
        told({ waiting: keep.get().length, lost: false });
        await answered(response, next);
      }
    } finally {
      busy = false;
    }
  }

  return {
    /** @param {Sending} sending */
    send: (sending) => {
      keep.set([...keep.get(), sending]);
      void work();
    },
    /** There may be a connection again, or a credential. */
    again: () => {
      stopped = false;
      pause = firstPauseMs;
      void work();
    },
    waiting: () => keep.get().length,
  };
}

/**
 * @param {string} name
 * @returns {Keep}
 */
export function keptInSession(name) {
  return {
    get: () => JSON.parse(sessionStorage.getItem(name) ?? '[]'),
    set: (sendings) => (sendings.length === 0 ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, JSON.stringify(sendings))),
  };
}
