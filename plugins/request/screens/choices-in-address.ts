import type { PageCtx } from '#services/kernel/page.ts';

/** Grounds as they stand in addresses: browsers and proxies keep those, and nobody is to read there why somebody asks for a visit. */
const grounds = { a: 'disability', b: 'reduced-mobility', c: 'limited-availability' } as const;
type Letter = keyof typeof grounds;
export type Ground = (typeof grounds)[Letter];
const isLetter = (text: string): text is Letter => Object.hasOwn(grounds, text);

export const letterOf = (ground: Ground): string => Object.entries(grounds).find(([, named]) => named === ground)?.[0] ?? '';

/** What was chosen on the pages before. Nothing of it is believed: the house looks at each again. */
export function choicesIn(query: URLSearchParams) {
  const why = query.get('why') ?? '';
  const who = query.get('who');
  const start = Number(query.get('start') ?? Number.NaN);
  return {
    ground: isLetter(why) ? grounds[why] : undefined,
    who: who === 'self' || who === 'other' ? who : undefined,
    start: Number.isSafeInteger(start) && start > 0 ? start : undefined,
  };
}

/** The address of a page with these choices. */
export function withChoices({ address, query }: Pick<PageCtx, 'address' | 'query'>, path: string, changes: Readonly<Record<string, string>> = {}): string {
  const kept = ['why', 'who', 'start'].flatMap((name): [string, string][] => (query.has(name) ? [[name, query.get(name) ?? '']] : []));
  return `${address(path)}?${new URLSearchParams({ ...Object.fromEntries(kept), ...changes }).toString()}`;
}
