import { Transaction, type Sequelize } from 'sequelize';
import { storeErrorOf } from './store-failures.ts';

type Body<T> = (transaction: Transaction) => Promise<T>;
interface Waiting { readonly body: Body<unknown>; readonly done: (value: unknown) => void; readonly failed: (error: unknown) => void }

const mostTogether = 32;

/**
 * SQLite has one writer, and a commit costs a sync to disk whatever it holds. Units of work that wait for their turn share one: each in a
 * savepoint of its own, so that one that fails harms no other, and none is answered before the shared commit is on disk.
 */
export function shareCommits(sequelize: Sequelize): { run<T>(body: Body<T>): Promise<T>; idle(): Promise<void> } {
  const queue: Waiting[] = [];
  let writing: Promise<void> | undefined;

  const write = async () => {
    while (queue.length > 0) await writeTogether(sequelize, queue);
    writing = undefined;
  };
  return {
    run: <T>(body: Body<T>) => new Promise<T>((done, failed) => {
      queue.push({ body, done: done as Waiting['done'], failed });
      writing ??= write();
    }),
    idle: async () => { await writing; },
  };
}

async function writeTogether(sequelize: Sequelize, queue: Waiting[]): Promise<void> {
  const answers: (() => void)[] = [];
  const taken: Waiting[] = [];
  try {
    await sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, async (transaction) => {
      // Who arrives while we write joins in, up to a limit.
      for (let next = queue.shift(); next; next = taken.length < mostTogether ? queue.shift() : undefined) {
        taken.push(next);
        answers.push(await writeOne(sequelize, transaction, next));
      }
    });
  } catch (error) {
    for (const { failed } of taken) failed(storeErrorOf(error));
    return;
  }
  for (const answer of answers) answer();
}

/** Gives the answer to be sent after the commit. Throws only when the transaction as a whole cannot go on. */
async function writeOne(sequelize: Sequelize, transaction: Transaction, { body, done, failed }: Waiting): Promise<() => void> {
  await sequelize.query('SAVEPOINT unit', { transaction });
  try {
    const value = await body(transaction);
    await sequelize.query('RELEASE unit', { transaction });
    return () => done(value);
  } catch (error) {
    await sequelize.query('ROLLBACK TO unit', { transaction });
    await sequelize.query('RELEASE unit', { transaction });
    return () => failed(error);
  }
}
