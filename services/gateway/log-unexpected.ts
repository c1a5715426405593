import type { Log } from '#services/kernel/context.ts';

/** An error that nobody declared. Its message may hold a value of the input, so only its kind and the places in the code are logged. */
export function logUnexpected(log: Log, error: unknown, fields: Readonly<Record<string, unknown>>): void {
  const { name, type, stack } = error instanceof Error ? error as Error & { type?: unknown } : { name: typeof error, type: undefined, stack: undefined };
  const at = stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim());
  log.error({ ...fields, error: name, ...(typeof type === 'string' && { type }), at }, 'a request failed for a reason that nobody declared');
}
