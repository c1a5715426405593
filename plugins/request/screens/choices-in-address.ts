import type { PageCtx } from '#services/kernel/page.ts';
import { groundIn } from '#services/pieces/ground-in-address.ts';

/** What was chosen on the pages before. Nothing of it is believed: the house looks at each again. */
export function choicesIn(query: URLSearchParams) {
  const who = query.get('who');
  const start = Number(query.get('start') ?? Number.NaN);
  return {
    ground: groundIn(query),
    who: who === 'self' || who === 'other' ? who : undefined,
    start: Number.isSafeInteger(start) && start > 0 ? start : undefined,
  };
}

/** The address of a page with these choices. */
export function withChoices({ address, query }: Pick<PageCtx, 'address' | 'query'>, path: string, changes: Readonly<Record<string, string>> = {}): string {
  const kept = ['why', 'who', 'start'].flatMap((name): [string, string][] => (query.has(name) ? [[name, query.get(name) ?? '']] : []));
  return `${address(path)}?${new URLSearchParams({ ...Object.fromEntries(kept), ...changes }).toString()}`;
}
