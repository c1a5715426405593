import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { allAt, at, everywhere, readXml, textAt, type Element } from './read-xml.ts';

/** A living person with a main residence, as the registry tells it. */
export interface RegistryPerson {
  readonly insz: string;
  /** The number that was asked, when the registry answers another one: it was replaced. */
  readonly askedAs: string | null;
  readonly firstNames: readonly string[];
  readonly usualName: string;
  readonly lastName: string;
  readonly birthDate: string | null;
  readonly belgian: boolean;
  readonly language: 'nl' | 'fr' | 'de' | null;
  readonly address: { readonly nis: string; readonly street: string; readonly houseNumber: string; readonly box: string | null; readonly postcode: string; readonly city: string };
  readonly document: { readonly code: string; readonly number: string | null } | null;
}
/** Why a file brings nobody in: a code. `replacedBy` is the number under which the registry knows the person now. */
export interface NotRead { readonly reason: string; readonly replacedBy?: string }

const belgianCode = '150';
const deadStatus = '99990';
/** Warning: the person has another national number now. Its annotations hold both numbers. */
const numberReplaced = '30004';
const languages: ReadonlyMap<string, 'nl' | 'fr' | 'de'> = new Map([['Nederlands', 'nl'], ['Frans', 'fr'], ['Duits', 'de']]);

/**
 * Reads an answer of GeefPersoon 02.02 (MAGDA). A 200 may hold an exception: `FOUT` brings nobody, `WAARSCHUWING` and `INFORMATIE` come with the person.
 * @param asked The number in the file's name.
 */
export function readPerson(text: string, asked: string): RegistryPerson | NotRead {
  const xml = readXml(text);
  if (typeof xml === 'string') return { reason: xml };
  const exceptions = everywhere(xml, 'Uitzondering');
  const person = everywhere(xml, 'Persoon')[0];
  const told = inszSchema.safeParse(textAt(person, 'INSZ')).data;
  const old = inszSchema.safeParse(asked).data ?? told ?? null;
  const replacedBy = newNumberIn(exceptions, old);
  if (!person && replacedBy !== undefined) return { reason: 'number-replaced', replacedBy };
  const exception = exceptions.find((one) => textAt(one, 'Type') === 'FOUT');
  if (exception) return { reason: `exception-${textAt(exception, 'Identificatie') ?? 'unknown'}` };
  if (!person) return { reason: 'no-person' };
  if (textAt(person, 'INSZ') === undefined) return { reason: 'no-number' };
  if (told === undefined) return { reason: 'number-invalid' };
  const insz = replacedBy ?? told;
  return readLiving(person, insz, old === insz ? null : old);
}

function newNumberIn(exceptions: readonly Element[], old: string | null): string | undefined {
  const values = exceptions.filter((one) => textAt(one, 'Identificatie') === numberReplaced)
    .flatMap((one) => allAt(at(one, 'Annotaties'), 'Annotatie')).map((annotation) => inszSchema.safeParse(textAt(annotation, 'Waarde')).data);
  return values.find((value) => value !== undefined && value !== old);
}

function readLiving(person: Element, insz: string, askedAs: string | null): RegistryPerson | NotRead {
  const statuses = allAt(at(person, 'Statussen'), 'Status').filter(holds).map((status) => textAt(status, 'Code') ?? '');
  if (at(person, 'Overlijden') || statuses.includes(deadStatus)) return { reason: 'deceased' };
  if (statuses.length > 0) return { reason: 'written-off' };
  const address = readAddress(person);
  if (!address) return { reason: 'no-main-residence' };
  const names = allAt(person, 'Naam')[0];
  const given = at(names, 'Voornamen')?.['Voornaam'];
  const firstNames = (Array.isArray(given) ? given : [given]).flatMap((name: unknown) => nameOf(name));
  const birthDay = textAt(person, 'Geboorte', 'Datum') ?? '';
  const document = allAt(at(person, 'Identiteitsbewijzen'), 'Identiteitsbewijs').find(holds);
  return {
    insz, askedAs, firstNames: firstNames.map(({ name }) => name),
    usualName: (firstNames.find(({ usual }) => usual) ?? firstNames[0])?.name ?? '', lastName: textAt(names, 'Achternamen', 'Achternaam') ?? '',
    birthDate: daySchema.safeParse(birthDay).data ?? null, // The registry writes an unknown month or day as 00.
    belgian: allAt(at(person, 'Nationaliteiten'), 'Nationaliteit').filter(holds).some((nationality) => textAt(nationality, 'Code') === belgianCode),
    // The registry's code and its description contradict each other in places: the words are what a person would read.
    language: languages.get(textAt(person, 'Beheerder', 'Taalregime', 'Omschrijving') ?? '') ?? null,
    address,
    document: document ? { code: textAt(document, 'Type', 'Code') ?? '', number: textAt(document, 'Nummer') ?? null } : null,
  };
}

/** The main residence in force. */
function readAddress(person: Element): RegistryPerson['address'] | undefined {
  const residence = allAt(at(person, 'Adressen'), 'Hoofdverblijfplaats').find(holds);
  const nis = textAt(residence, 'NISCodeGemeente');
  if (!residence) return undefined;
  return {
    nis: nis ?? '', street: textAt(residence, 'Straatnaam', 'String') ?? textAt(residence, 'NietGestandaardiseerdeStraatnaam', 'String') ?? '',
    houseNumber: textAt(residence, 'Huisnummer') ?? '', box: textAt(residence, 'Busnummer') ?? null, postcode: textAt(residence, 'Postcode') ?? '',
    city: textAt(residence, 'Gemeentenaam', 'String') ?? textAt(residence, 'NietGestandaardiseerdeGemeentenaam', 'String') ?? '',
  };
}

function nameOf(name: unknown): { name: string; usual: boolean }[] {
  if (typeof name === 'string') return [{ name, usual: false }];
  if (typeof name !== 'object' || name === null || !('#text' in name)) return [];
  return [{ name: String(name['#text']), usual: '@GebruikelijkeVoornaam' in name }];
}

/** What the registry has closed has a last day. */
function holds(element: Element): boolean {
  return element['@DatumEinde'] === undefined;
}
