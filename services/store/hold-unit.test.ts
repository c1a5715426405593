import { DatabaseError, UniqueConstraintError, type Transaction } from 'sequelize';
import { holdUnit, refuseInsideUnit, type Unit } from './hold-unit.ts';

const transaction = { id: 'ours' } as unknown as Transaction;
const hold = <T>(body: (unit: Unit) => Promise<T>) => holdUnit(transaction, body);
/** As a driver says it. */
const driverError = (code: string) => new DatabaseError(Object.assign(new Error(code), { code, sql: '' }));
const fails = (thrown: unknown) => async () => { throw thrown; };
const busy = { type: 'store.busy', data: { retry: 'safe' } };

test('a unit of work gives what its body gives, and its statements run in its transaction', async () => {
  expect(await hold(async (unit) => [unit.transaction, await unit.run(async () => 5)])).toEqual([transaction, 5]);
});

test('after a statement that failed none is begun any more: the first error is told to each', async () => {
  const later = jest.fn(async () => 'too late');
  const ending = hold(async (unit) => {
    await expect(unit.run(fails(new Error('the first')))).rejects.toThrow('the first');
    await expect(unit.run(later)).rejects.toThrow('the first');
    return 'caught';
  });
  await expect(ending).rejects.toThrow('the first');
  expect(later).not.toHaveBeenCalled();
});

test('of statements that fail beside each other the first one says why', async () => {
  const ending = hold(async (unit) => { await Promise.allSettled([unit.run(fails(new Error('the first'))), unit.run(fails(driverError('SQLITE_BUSY')))]); });
  await expect(ending).rejects.toThrow('the first');
});

test('what a driver says is told in our own words, to who asked and at the end', async () => {
  const ending = hold(async (unit) => { await expect(unit.run(fails(driverError('SQLITE_BUSY')))).rejects.toMatchObject(busy); });
  await expect(ending).rejects.toMatchObject(busy);
});

test('a unit that may simply be repeated says so, whatever its body made of it; else the body knows better', async () => {
  const bodyOf = (thrown: unknown) => async (unit: Unit) => {
    await Promise.allSettled([unit.run(fails(thrown))]);
    throw new Error('what the body says');
  };
  await expect(hold(bodyOf(driverError('SQLITE_BUSY')))).rejects.toMatchObject(busy);
  await expect(hold(bodyOf(new Error('what the database says')))).rejects.toThrow('what the body says');
  await expect(hold(bodyOf(new UniqueConstraintError({})))).rejects.toThrow('what the body says');
  await expect(hold(bodyOf(undefined))).rejects.toThrow('what the body says');
  await expect(hold(async () => { throw new Error('what the body says'); })).rejects.toThrow('what the body says');
});

test('a unit ends with all of its statements, and none is begun after that', async () => {
  const order: string[] = [];
  let kept: Unit | undefined;
  let finish: () => void = () => undefined;
  const ending = hold(async (unit) => {
    kept = unit;
    void unit.run(async () => { await new Promise<void>((resolve) => { finish = resolve; }); order.push('statement'); });
  }).then(() => order.push('unit'));
  for (let turn = 0; turn < 3; turn += 1) await new Promise((next) => { setImmediate(next); });
  expect(order).toEqual([]);
  finish();
  await ending;
  expect(order).toEqual(['statement', 'unit']);
  await expect(kept?.run(async () => 5)).rejects.toThrow('this unit of work is over: one of its statements was not waited for');
});

test('a statement that nobody waited for and that failed ends the unit all the same', async () => {
  const ending = hold(async (unit) => { unit.run(fails(new Error('left behind'))).catch(() => undefined); });
  await expect(ending).rejects.toThrow('left behind');
});

test('a unit of work is refused inside another, and nowhere else: neither beside it nor when it is over', async () => {
  expect(refuseInsideUnit).not.toThrow();
  let afterwards: () => void = () => undefined;
  let later: Promise<void> | undefined;
  await hold(async () => {
    expect(refuseInsideUnit).toThrow('a transaction was begun inside a transaction: use the tables that the outer one was given');
    later = new Promise<void>((resolve) => { afterwards = resolve; }).then(refuseInsideUnit);
  });
  expect(refuseInsideUnit).not.toThrow();
  // What was begun within it and goes on when it is over may begin one of its own.
  afterwards();
  await expect(later).resolves.toBeUndefined();
});
