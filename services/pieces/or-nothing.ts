import { isFailure } from '#services/kernel/failure.ts';

/** What is asked of a plugin that this municipality may not have switched on: then there is nothing to show of it. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error, 'caller.plugin-disabled')) return undefined;
    throw error;
  }
}
