import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until something holds. Without a limit, for only a hang would meet one: the runner ends a test that hangs, and names it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!await holds()) await pause(20);
}
