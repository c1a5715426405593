import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import type { AnyConnector } from '#services/kernel/connector.ts';

/** Which outside systems a node asks by itself, by port. */
export type Reaches = 'all' | readonly string[];

/** Their ports. What is a part of the installation is reached by every node and is none of them. @throws ConfigurationError that names what nobody knows */
export function portsReached(reaches: Reaches, connectors: readonly AnyConnector[]): readonly string[] {
  const known = connectors.filter(({ live, ours }) => live !== undefined && ours !== true).map(({ port }): string => port.id);
  if (reaches === 'all') return known;
  const unknown = reaches.filter((port) => !known.includes(port));
  if (unknown.length > 0) throw new ConfigurationError(`REACHES: there is no outside system ${unknown.map((port) => `'${port}'`).join(', ')}; there are ${known.join(', ')}`);
  return reaches;
}
