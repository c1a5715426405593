import { isFailure } from '#services/kernel/failure.ts';
import { statedFaults, type StatedFault } from '../../wire/fault-codes.ts';

/** What BiZa states where a failure of the port is thrown. */
export function statedFaultOf(error: unknown): StatedFault | undefined {
  return statedFaults.find(({ failure }) => isFailure(error, `biza.${failure}`));
}
