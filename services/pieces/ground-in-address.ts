/** Grounds as they stand in addresses: browsers and proxies keep those, and nobody is to read there why somebody asks for a visit. */
const grounds = { a: 'disability', b: 'reduced-mobility', c: 'limited-availability' } as const;
type Letter = keyof typeof grounds;
export type Ground = (typeof grounds)[Letter];
const isLetter = (text: string): text is Letter => Object.hasOwn(grounds, text);

export const letterOf = (ground: Ground): string => Object.entries(grounds).find(([, named]) => named === ground)?.[0] ?? '';

/** `why` of an address. */
export function groundIn(query: URLSearchParams): Ground | undefined {
  const why = query.get('why') ?? '';
  return isLetter(why) ? grounds[why] : undefined;
}
