import { setTimeout as pause } from 'node:timers/promises';
import { middlewareClient, Refused, type Connect, type MiddlewareClient } from '#tools/journey/middleware-client.ts';

/** How long one node is waited for, and all of them together. Who gives up sooner than a busy house can answer asks for everything twice, and makes it busier. */
const answerWithinMs = 30_000;
const longestMs = 240_000;

/**
 * Talks to nodes that die under one's hands: asks again, another one, until somebody answers. A repeated request has the key of the first
 * time. What is refused when it is asked again was done the first time: one sees afterwards what has become of it.
 */
export function stubbornClient(urls: readonly string[], nis: string, first: number): MiddlewareClient {
  const attached = () => {
    const call = { lost: 0, attempt: first };
    const connect: Connect = async (path, request) => {
      const limit = performance.now() + longestMs;
      for (;; call.attempt += 1) {
        const url = urls[call.attempt % urls.length] ?? '';
        try {
          const answer = await fetch(new URL(path, url), { ...request, signal: AbortSignal.timeout(answerWithinMs) });
          // It may have been done all the same: who asks again asks for the second time.
          if (answer.status >= 500) {
            call.lost += 1;
            call.attempt += 1;
          }
          // All of it: a process may die in the middle of an answer.
          return new Response(await answer.arrayBuffer(), { status: answer.status, statusText: answer.statusText });
        } catch (error) {
          call.lost += 1;
          if (performance.now() > limit) throw new Error('no node answers any more', { cause: error });
          await pause(50);
        }
      }
    };
    return { call, client: middlewareClient(urls[0] ?? '', nis, connect) };
  };
  return {
    get: (...asked) => attached().client.get(...asked),
    post: (...asked) => attached().client.post(...asked),
    act: async (...asked) => {
      const { call, client } = attached();
      await client.act(...asked).catch((error: unknown) => { if (!wasDone(error, call.lost)) throw error; });
    },
    pull: async (schema, ...asked) => {
      const { call, client } = attached();
      return client.pull(schema, ...asked).catch((error: unknown) => {
        if (wasDone(error, call.lost)) return schema.parse({});
        throw error;
      });
    },
  };
}

function wasDone(error: unknown, lost: number): boolean {
  return lost > 0 && error instanceof Refused && (error.status === 409 || error.status === 410 || error.status === 422);
}
