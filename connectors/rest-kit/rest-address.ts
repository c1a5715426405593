import { z } from 'zod';

/** What may stand in an address, by name. */
export const addressFields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullish());
type AddressFields = Readonly<z.output<typeof addressFields>>;

/** The address of one request; undefined where a parameter would lead to another one (`.`, `..`, nothing). What is null or undefined is not in the query. */
export function addressOf(base: string, path: string, parameters: AddressFields, query: AddressFields): string | undefined {
  const given = (name: string) => String(parameters[name] ?? '');
  // An address is tidied up even where its dots are percent-encoded.
  if ([...path.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => /^\.{0,2}$/.test(given(name)))) return undefined;
  const below = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(given(name)));
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined || value === null ? [] : [[name, String(value)]]))).toString();
  return `${base}${below}${asked === '' ? '' : `?${asked}`}`;
}
