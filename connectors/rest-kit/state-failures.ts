import { isFailure } from '#services/kernel/failure.ts';
import type { StatedProblem } from './open-rest-client.ts';
import { Problem } from './problem.ts';

/** What a served sandbox states where its port fails: the contract's own problems; a server that is down answers 503, an answer that is lost is cut off. */
export function stateFailures<F extends string>(system: string, problems: readonly StatedProblem<F>[], played: { readonly down: F; readonly lost: F }): (error: unknown) => Problem | 'cut' | undefined {
  return (error) => {
    if (isFailure(error, `${system}.${played.lost}`)) return 'cut';
    if (isFailure(error, `${system}.${played.down}`)) return new Problem('belgif:serviceUnavailable', 503, 'The service does not answer at the moment.');
    const stated = problems.find(({ failure }) => isFailure(error, `${system}.${failure}`));
    return stated && new Problem(stated.type, stated.status, stated.title);
  };
}
