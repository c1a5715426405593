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
/** Why a file brings nobody in: a code. */
export interface NotRead { readonly reason: string }

const belgianCode = '150';
const deadStatus = '99990';
const languages: Readonly<Record<string, 'nl' | 'fr' | 'de'>> = { Nederlands: 'nl', Frans: 'fr', Duits: 'de' };

/**
 * Reads an answer of GeefPersoon 02.02 (MAGDA). A 200 may hold an exception: `FOUT` brings nobody, `WAARSCHUWING` and `INFORMATIE` come with the person.
 * @param asked The number in the file's name.
 */
export function readPerson(text: string, asked: string): RegistryPerson | NotRead {
  const xml = readXml(text);
  if (typeof xml === 'string') return { reason: xml };
  const exception = everywhere(xml, 'Uitzondering').find((one) => textAt(one, 'Type') === 'FOUT');
  if (exception) return { reason: `exception-${textAt(exception, 'Identificatie') ?? 'unknown'}` };
  const person = everywhere(xml, 'Persoon')[0];
  if (!person) return { reason: 'no-person' };
  return textAt(person, 'INSZ') === undefined ? { reason: 'no-number' } : readLiving(person, asked);
}

function readLiving(person: Element, asked: string): RegistryPerson | NotRead {
  const insz = inszSchema.safeParse(textAt(person, 'INSZ'));
  if (!insz.success) return { reason: 'number-invalid' };
  const statuses = allAt(at(person, 'Statussen'), 'Status').map((status) => textAt(status, 'Code') ?? '');
  if (at(person, 'Overlijden') || statuses.includes(deadStatus)) return { reason: 'deceased' };
  if (statuses.length > 0) return { reason: 'written-off' };
  const address = readAddress(person);
  if (!address) return { reason: 'no-main-residence' };
  const names = allAt(person, 'Naam')[0];
  const given = at(names, 'Voornamen')?.['Voornaam'];
  const firstNames = (Array.isArray(given) ? given : [given]).flatMap((name: unknown) => nameOf(name));
  const birthDay = textAt(person, 'Geboorte', 'Datum') ?? '';
  const document = at(person, 'Identiteitsbewijzen', 'Identiteitsbewijs');
  const askedAs = inszSchema.safeParse(asked).data ?? null;
  return {
    insz: insz.data, askedAs: askedAs === insz.data ? null : askedAs, firstNames: firstNames.map(({ name }) => name),
    usualName: (firstNames.find(({ usual }) => usual) ?? firstNames[0])?.name ?? '', lastName: textAt(names, 'Achternamen', 'Achternaam') ?? '',
    birthDate: isDay(birthDay) ? birthDay : null,
    belgian: allAt(at(person, 'Nationaliteiten'), 'Nationaliteit').some((nationality) => textAt(nationality, 'Code') === belgianCode),
    // The registry's code and its description contradict each other in places: the words are what a person would read.
    language: languages[textAt(person, 'Beheerder', 'Taalregime', 'Omschrijving') ?? ''] ?? null,
    address,
    document: document ? { code: textAt(document, 'Type', 'Code') ?? '', number: textAt(document, 'Nummer') ?? null } : null,
  };
}

/** The main residence in force: a closed one has a last day. */
function readAddress(person: Element): RegistryPerson['address'] | undefined {
  const residence = allAt(at(person, 'Adressen'), 'Hoofdverblijfplaats').find((one) => one['@DatumEinde'] === undefined);
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

/** The registry writes an unknown month or day as 00. */
function isDay(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}
