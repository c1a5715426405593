import { disabilityRegisterFailures } from '../disability-register.port.ts';
import { readNumberRow } from './read-sql-row.ts';
import { writtenInsz } from '#connectors/sql-kit/written-numbers.ts';
import { neighboursOf } from './sql-queries.ts';
import type { Mapping } from './sql-settings.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';

/** Nobody had more numbers than this; a circle would have no end. */
const mostNumbers = 16;

/** The number in force of a person, and every number that he or she ever had: a recognition may still stand under an old one. */
export async function followNumbers(source: SqlSource, mapping: Mapping, insz: string, signal: AbortSignal): Promise<{ readonly inForce: string; readonly all: readonly string[] }> {
  const { replacedNumbers } = mapping;
  if (!replacedNumbers) return { inForce: insz, all: [insz] };
  const look = async (number: string, way: 'after' | 'before'): Promise<string[]> => {
    const found: string[] = [];
    for await (const row of source.rows(neighboursOf(source.dialect, replacedNumbers, writtenInsz(number, mapping.inszWrittenAs), way), signal)) {
      const other = readNumberRow(row);
      if (other === undefined || found.length === mostNumbers) throw disabilityRegisterFailures.unreadable();
      if (other !== number) found.push(other);
    }
    return found;
  };
  const chain = [insz];
  for (let number = insz; ;) {
    const [next, ...others] = new Set(await look(number, 'after'));
    if (next === undefined) break;
    // Two numbers in force, or a circle: which person is meant is not ours to guess.
    if (others.length > 0 || chain.includes(next) || chain.length === mostNumbers) throw disabilityRegisterFailures.unreadable();
    chain.push(next);
    number = next;
  }
  const all = new Set(chain);
  for (const number of all) {
    for (const older of await look(number, 'before')) all.add(older);
    if (all.size > mostNumbers) throw disabilityRegisterFailures.unreadable();
  }
  return { inForce: chain.at(-1) ?? insz, all: [...all] };
}
