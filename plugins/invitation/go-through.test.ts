import { failures, isFailure } from '#services/kernel/failure.ts';
import { goThrough } from './go-through.ts';

const post = failures('post', { away: { status: 503, retry: 'safe', title: 'Away.' }, no: { status: 422, retry: 'never', title: 'No.' } });
const log = { warn: () => undefined };
const twenty = Array.from({ length: 20 }, (_, index) => index);
const end = (run: Promise<unknown>): Promise<unknown> => run.catch((error: unknown) => error);

test('one that is refused holds up no other', async () => {
  const done: number[] = [];
  const failed = await goThrough(log, twenty, async (each) => {
    await Promise.resolve();
    if (each % 4 === 0) throw post.no();
    done.push(each);
  });
  expect(done).toHaveLength(15);
  expect(failed).toEqual({ refused: 5, unanswered: 0 });
});

test('a few without an answer are left for the next time', async () => {
  expect(await goThrough(log, twenty, (each) => (each < 4 ? Promise.reject(post.away()) : Promise.resolve()))).toEqual({ refused: 0, unanswered: 4 });
});

test('when the other side is away altogether it is not asked for the rest', async () => {
  let asked = 0;
  const error = await end(goThrough(log, twenty, () => { asked += 1; return Promise.reject(post.away()); }));
  expect(isFailure(error, 'post.away')).toBe(true);
  expect(asked).toBeLessThan(20);
});

test('a mistake of our own is not hidden', async () => {
  expect(await end(goThrough(log, twenty, () => Promise.reject(new TypeError('ours'))))).toBeInstanceOf(TypeError);
});
