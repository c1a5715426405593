import { setImmediate as letOthersArrive } from 'node:timers/promises';
import { Transaction, type Sequelize } from 'sequelize';
import { holdUnit, type Unit } from './hold-unit.ts';
import { commitErrorOf, storeErrorOf } from './store-failures.ts';

type Body<T> = (unit: Unit) => Promise<T>;
interface Waiting { readonly body: Body<unknown>; readonly done: (value: unknown) => void; readonly failed: (error: unknown) => void }

export interface SharedCommits {
  run<T>(body: Body<T>): Promise<T>;
  /** Runs at a moment when no unit of work is being written. */
  between<T>(body: () => Promise<T>): Promise<T>;
  idle(): Promise<void>;
}

const mostTogether = 32;

/**
 * SQLite has one writer, and a commit costs a sync to disk whatever it holds. Units of work that wait for their turn share one: each in a
 * savepoint of its own, so that one that fails harms no other, and none is answered before the shared commit is on disk.
 */
export function shareCommits(sequelize: Sequelize): SharedCommits {
  const queue: Waiting[] = [];
  const pauses: (() => Promise<void>)[] = [];
  let writing: Promise<void> | undefined;

  const write = async () => {
    while (queue.length + pauses.length > 0) {
      // A transaction never waits for anything but itself: with no turn of the event loop before it, nobody whose request is at the socket could join.
      await letOthersArrive();
      for (const pause of pauses.splice(0)) await pause();
      if (queue.length > 0) await writeTogether(sequelize, queue);
    }
    writing = undefined;
  };
  return {
    run: <T>(body: Body<T>) => new Promise<T>((done, failed) => {
      queue.push({ body, done: done as Waiting['done'], failed });
      writing ??= write();
    }),
    between: <T>(body: () => Promise<T>) => new Promise<T>((done, failed) => {
      pauses.push(async () => {
        try {
          done(await body());
        } catch (error) {
          failed(error);
        }
      });
      writing ??= write();
    }),
    idle: async () => { await writing; },
  };
}

async function writeTogether(sequelize: Sequelize, queue: Waiting[]): Promise<void> {
  const answers: (() => void)[] = [];
  const taken: Waiting[] = [];
  const atTheDoor = queue.length;
  const reached = { writing: false, commit: false };
  try {
    await sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, async (transaction) => {
      reached.writing = true;
      // Who arrives while we write joins in, up to a limit.
      for (let next = queue.shift(); next; next = taken.length < mostTogether ? queue.shift() : undefined) {
        taken.push(next);
        answers.push(await writeOne(sequelize, transaction, next));
      }
      reached.commit = true;
    });
  } catch (error) {
    // The file could not be had for as long as we wait for it: so did all who stood there when we began.
    const told = reached.commit ? commitErrorOf(error) : storeErrorOf(error);
    for (const { failed } of reached.writing ? taken : queue.splice(0, atTheDoor)) failed(told);
    return;
  }
  for (const answer of answers) answer();
}

/** Gives the answer to be sent after the commit. Throws only when the transaction as a whole cannot go on. */
async function writeOne(sequelize: Sequelize, transaction: Transaction, { body, done, failed }: Waiting): Promise<() => void> {
  await sequelize.query('SAVEPOINT unit', { transaction });
  try {
    const value = await holdUnit(transaction, body);
    await sequelize.query('RELEASE unit', { transaction });
    return () => done(value);
  } catch (error) {
    try {
      await sequelize.query('ROLLBACK TO unit', { transaction });
      await sequelize.query('RELEASE unit', { transaction });
    } catch {
      // After some errors (disk full, reading or writing failed) SQLite has undone the whole transaction by itself: the first error says why.
      throw error;
    }
    return () => failed(error);
  }
}
