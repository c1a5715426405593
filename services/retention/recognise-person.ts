/** By what a person is known here: `ids` are ours, `numbers` official ones, `contact` e-mail addresses and telephone numbers, `names` full names. */
export interface KnownBy { readonly ids: readonly string[]; readonly numbers: readonly string[]; readonly contact: readonly string[]; readonly names: readonly string[] }
/** `certain`: a number, an address or an id of this person is in it. `name-only`: others have that name too, so a person decides. */
export type Recognised = 'certain' | 'name-only' | undefined;

/** Finds a person in what somebody else wrote: as a value of its own or within a sentence, however numbers are grouped, in names of fields too. */
export function recogniser(known: KnownBy): (value: unknown) => Recognised {
  const ids = known.ids.map((id) => id.toLowerCase());
  const numbers = [...known.numbers.map(digitsOf), ...known.contact.filter(isTelephone).map(withinCountry)].filter(({ length }) => length >= fewestDigits);
  const addresses = known.contact.filter((one) => !isTelephone(one)).map(standingAlone);
  const names = known.names.map(plainly).filter((name) => name.trim().includes(' '));
  const certain = (text: string) => {
    const digits = [...text.matchAll(groupedDigits)].map(([run]) => digitsOf(run));
    const lower = text.toLowerCase();
    return ids.some((id) => lower.includes(id)) || numbers.some((number) => digits.some((run) => run.includes(number))) || addresses.some((address) => address.test(text));
  };
  return (value) => {
    const texts = [...textsIn(value)];
    if (texts.some(certain)) return 'certain';
    return names.length > 0 && texts.map(plainly).some((text) => names.some((name) => text.includes(name))) ? 'name-only' : undefined;
  };
}

/** Fewer could be part of any number. */
const fewestDigits = 8;
/** `61.07.30-301.44`, `+32 (0)470 91 82 73`. */
const groupedDigits = /\d(?:[\s.\-/()+]*\d)*/g;
const digitsOf = (text: string) => text.replaceAll(/\D/g, '');
const isTelephone = (contact: string) => !contact.includes('@');

/** Without what people leave out or write in several ways: the country, and the zero before the area. */
function withinCountry(telephone: string): string {
  return digitsOf(telephone).replace(/^(00)?32/, '').replace(/^0+/, '');
}

/** `an@example.org` is not in `jan@example.org`, nor in `an@example.org.uk`. */
function standingAlone(address: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}._%+-])${address.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])`, 'iu');
}

/** Small letters without accents, words apart. */
function plainly(text: string): string {
  return ` ${text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** Every text in a value, at whatever depth. A number lost the zeros before it. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value).padStart(11, '0');
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) yield name;
      yield* textsIn(inner);
    }
  }
}
