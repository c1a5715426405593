import { forbiddenCharacter } from './xml-characters.ts';

const predefined: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]]);
const reference = /&(?:#x([0-9A-Fa-f]{1,8});|#([0-9]{1,10});|([a-z]{2,4});)?/g;

interface Expanding {
  /** Told of each numeric reference, so that it can count. */
  numeric(at: number): void;
  refuse(detail: string, at: number): never;
}

/** Text with its references replaced: the five that XML knows, and numbers of characters that XML allows. */
export function expandReferences(raw: string, at: number, { numeric, refuse }: Expanding): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(reference, (_whole, hexadecimal: string | undefined, decimal: string | undefined, name: string | undefined, offset: number) => {
    const here = at + offset;
    if (hexadecimal === undefined && decimal === undefined) {
      return predefined.get(name ?? '') ?? refuse('a reference to an entity that XML does not know by itself', here);
    }
    numeric(here);
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
    const character = code <= 0x10_FFFF ? String.fromCodePoint(code) : '\0';
    return forbiddenCharacter.test(character) ? refuse('a reference to a character that XML does not allow', here) : character;
  });
}
