import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from './span.ts';

/** What is being done where a line of the log is written. */
export interface UnderWay { readonly traceId: string; readonly municipality?: string | undefined; readonly span?: Span | undefined }

export const underWay = new AsyncLocalStorage<UnderWay | undefined>();

/** Where a line of the log comes from. */
export function whereabouts(): Readonly<Record<string, string>> {
  const at = underWay.getStore();
  return at === undefined ? {} : { traceId: at.traceId, ...(at.municipality !== undefined && { municipality: at.municipality }) };
}
