import { searchFor } from './find-forms.ts';
import { views, type ViewName } from './views.ts';

/** What is searched for, by what it is called in a report, and how one must look to see it. */
export interface Needle { readonly kind: string; readonly form: string; readonly bytes: Buffer; readonly view: ViewName }
export interface Met { readonly kind: string; readonly form: string; readonly times: number }
export interface Look {
  /** Looks at one content: nothing goes over from one to the next. */
  read(content: Uint8Array): void;
  met(): Met[];
}

/** What is sought as it is may also be broken into lines. */
const seenAs: { readonly [V in ViewName]: readonly ViewName[] } = { 'as it is': ['as it is', 'in one line'], 'in one line': [], 'digits only': ['digits only'], 'whole words': ['whole words'] };
const between = Buffer.from('\n');

/** Looks for all needles, each in its own view. */
export function lookFor(needles: readonly Needle[]): () => Look {
  const ways = [...Map.groupBy(needles, ({ view }) => view)].flatMap(([view, of]) => {
    const begin = searchFor(of);
    return seenAs[view].map((name) => ({ of, begin, view: views[name] }));
  });
  return () => {
    const searches = ways.map((way) => ({ ...way, search: way.begin() }));
    return {
      read: (content) => {
        for (const { view, search } of searches) for (const part of [between, content, between]) search.read(view.of(part));
      },
      met: () => searches.flatMap(({ of, search }) => [...search.found].flatMap(([index, times]) => { const needle = of[index]; return needle ? [{ ...needle, times }] : []; })),
    };
  };
}
