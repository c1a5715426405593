import type { Tables } from '#services/kernel/tables.ts';
import type { Row } from '#services/kernel/table.ts';
import { isSilent } from '#services/kernel/sign-of-life.ts';
import { jobRuns } from './jobs.store.ts';

/** A run in our hands. `attempts` rises with each taking over: it tells our run from that of another node. */
export interface JobRun { readonly job: string; readonly slot: string; readonly attempts: number }

const pauseAfterFailureMs = 60_000;

/** Does this slot still have to be run? Without a sign of life for `silenceMs`, a run is taken to have died with its process. */
export function wants({ slot: last, state, begunAt }: Pick<Row<typeof jobRuns>, 'slot' | 'state' | 'begunAt'>, slot: string, realNow: number, silenceMs: number): boolean {
  if (state === 'running') return isSilent(begunAt, realNow, silenceMs);
  if (last < slot) return true;
  return last === slot && state === 'failed' && isSilent(begunAt, realNow, pauseAfterFailureMs);
}

/** One node wins the slot. A failed or abandoned run is taken up again. */
export async function beginJob(tables: Tables, { job, slot }: Omit<JobRun, 'attempts'>, realNow: number, silenceMs: number): Promise<JobRun | undefined> {
  if (await tables.insertIfNew(jobRuns, { job, slot, state: 'running', attempts: 1, begunAt: realNow })) return { job, slot, attempts: 1 };
  const known = await tables.first(jobRuns, { job });
  if (!known || !wants(known, slot, realNow, silenceMs)) return undefined;
  const attempts = known.slot === slot ? known.attempts + 1 : 1;
  const won = await tables.update(jobRuns, { job, slot: known.slot, attempts: known.attempts, begunAt: known.begunAt }, { slot, state: 'running', attempts, begunAt: realNow, failure: null });
  return won === 1 ? { job, slot, attempts } : undefined;
}

/** A sign of life: a run that takes long is not taken over. */
export async function staysAlive(tables: Tables, run: JobRun, realNow: number): Promise<void> {
  await tables.update(jobRuns, { ...run, state: 'running' }, { begunAt: realNow });
}

/** Says how it ended, unless another node has taken it over meanwhile. */
export async function endJob(tables: Tables, run: JobRun, failure: string | null): Promise<void> {
  await tables.update(jobRuns, { ...run, state: 'running' }, { state: failure === null ? 'done' : 'failed', failure });
}
