import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError, Sequelize, Transaction } from 'sequelize';
import { repeatTransaction } from './repeat-transaction.ts';
import { sqliteDialectModule } from './sqlite/dialect-module.ts';
import { storeFailures } from './store-failures.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-repeat-'));
const sequelize = new Sequelize({ dialect: 'sqlite', storage: join(folder, 'repeat.sqlite'), logging: false, dialectModule: sqliteDialectModule(1_000) });
beforeAll(() => sequelize.query('CREATE TABLE lines (at integer)'));
afterEach(async () => {
  jest.restoreAllMocks();
  await sequelize.query('DELETE FROM lines');
});
afterAll(async () => {
  await sequelize.close();
  rmSync(folder, { recursive: true });
});

const lines = async () => (await sequelize.query('SELECT at FROM lines'))[0].length;
/** Writes a line in each run, and fails in the first so many of them. */
const failing = (times: number, error: unknown) => {
  const runs = { count: 0 };
  const ending = repeatTransaction(sequelize, async (unit) => {
    runs.count += 1;
    await unit.run(() => sequelize.query('INSERT INTO lines VALUES (1)', { transaction: unit.transaction }));
    if (runs.count <= times) throw error;
    return 'done';
  });
  return { runs, ending };
};

test('a transaction that had to give way to another one is done again, and only its last run counts', async () => {
  const { runs, ending } = failing(4, storeFailures.busy());
  expect(await ending).toBe('done');
  expect(runs.count).toBe(5);
  expect(await lines()).toBe(1);
});

test('one that has to give way five times is told so', async () => {
  const { runs, ending } = failing(9, storeFailures.busy());
  await expect(ending).rejects.toMatchObject({ type: 'store.busy', data: { retry: 'safe' } });
  expect(runs.count).toBe(5);
  expect(await lines()).toBe(0);
});

test('one that failed for any other reason is not done again', async () => {
  const { runs, ending } = failing(1, new Error('not this one'));
  await expect(ending).rejects.toThrow('not this one');
  expect(runs.count).toBe(1);
});

const broken = () => new DatabaseError(Object.assign(new Error('Connection terminated unexpectedly'), { sql: '' }));

test('a connection that breaks before the commit has changed nothing; one that breaks at the commit leaves nobody the wiser', async () => {
  const { ending: before } = failing(1, broken());
  await expect(before).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
  jest.spyOn(Transaction.prototype, 'commit').mockImplementationOnce(async function cut(this: Transaction) {
    await this.rollback();
    throw broken();
  });
  const { runs, ending: atCommit } = failing(0, undefined);
  await expect(atCommit).rejects.toMatchObject({ type: 'store.unanswered', data: { retry: 'ambiguous' } });
  expect(runs.count).toBe(1);
});
