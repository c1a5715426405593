import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { Port } from '#services/kernel/port.ts';

/** A lever of the sandbox, pulled by what serves it. */
export function pull({ levers }: Pick<OpenSandbox<Port>, 'levers'>, name: string, input: unknown): Promise<unknown> {
  const lever = levers[name];
  if (!lever) throw new Error(`there is no lever '${name}'`);
  return lever.pull(input);
}
