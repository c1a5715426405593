import { setTimeout as pause } from 'node:timers/promises';
import type { Sequelize } from 'sequelize';
import { isFailure } from '#services/kernel/failure.ts';
import { holdUnit, type Unit } from './hold-unit.ts';
import { commitErrorOf, storeErrorOf } from './store-failures.ts';

const tries = 5;

/** One transaction on a shared database, run again when the database gave another one precedence (deadlock, serialization failure). */
export async function repeatTransaction<T>(sequelize: Sequelize, body: (unit: Unit) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await oneTransaction(sequelize, body);
    } catch (error) {
      if (attempt === tries || !isFailure(error, 'store.busy')) throw error;
      // Spread, so that the two do not meet again at once.
      await pause(Math.random() * 10 * 2 ** attempt);
    }
  }
}

async function oneTransaction<T>(sequelize: Sequelize, body: (unit: Unit) => Promise<T>): Promise<T> {
  const reached = { commit: false };
  try {
    return await sequelize.transaction(async (transaction) => {
      const value = await holdUnit(transaction, body);
      reached.commit = true;
      return value;
    });
  } catch (error) {
    throw reached.commit ? commitErrorOf(error) : storeErrorOf(error);
  }
}
