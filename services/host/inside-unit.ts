import { AsyncLocalStorage } from 'node:async_hooks';

const within = new AsyncLocalStorage<{ open: boolean }>();

/** Runs the body of a unit of work, in which only the database can be reached. */
export async function insideUnit<T>(body: () => Promise<T>): Promise<T> {
  const unit = { open: true };
  try {
    return await within.run(unit, body);
  } finally {
    unit.open = false;
  }
}

/** On SQLite a unit of work that waits for anything else holds up everybody's, and one that waits for another unit of work waits for ever. */
export function refuseInsideUnit(what: string): void {
  if (within.getStore()?.open) throw new Error(`${what} inside a unit of work: do it before or after`);
}
