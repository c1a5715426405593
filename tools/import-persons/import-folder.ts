import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { addressSchema, type Address } from '#services/belgium/address.ts';
import type { OpenMunicipality } from './open-sandboxes.ts';
import { personPutter } from './put-person.ts';
import { readPerson, type NotRead, type RegistryPerson } from './read-person.ts';
import { isCurrent, readRecognitions, type Recognition } from './read-recognitions.ts';
import { decodeXml, longestAnswer } from './read-xml.ts';

export interface ImportReport {
  readonly imported: number;
  /** Of the imported: those whose number was replaced, and who are known by the new one. */
  readonly followed: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** National numbers of the imported who hold a recognition on the day. */
  readonly eligible: readonly string[];
}
export interface ImportOptions {
  readonly folder: string;
  /** The day of this import, in Belgium. */
  readonly day: string;
  readonly municipalityOf: (nis: string) => OpenMunicipality | undefined;
  readonly progress?: (done: number, of: number) => void;
}

const persons = 'GeefPersoon';
const disabilities = 'GeefDossierHandicap';
/** So often is a replaced number followed before it is held for a circle. */
const mostReplacements = 5;

/** Reads every answer of a folder and puts the people who live here into the sandboxes. What they know already stays as it is. */
export async function importFolder({ folder, day, municipalityOf, progress }: ImportOptions): Promise<ImportReport> {
  const skipped: { file: string; reason: string }[] = [];
  const recognitions = readAllRecognitions(folder, skipped);
  const files = filesIn(join(folder, persons));
  const [imported, followed, eligible] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const put = personPutter(day);

  for (const [index, file] of files.entries()) {
    const name = join(persons, file);
    const found = findPlace(readFollowing(folder, file), municipalityOf);
    if ('reason' in found) skipped.push({ file: name, reason: found.reason });
    else {
      const { person, address, municipality } = found;
      const known = [...recognitions.get(person.insz) ?? [], ...recognitions.get(person.askedAs ?? '') ?? []];
      await put(municipality, { person, address, recognitions: known });
      imported.add(person.insz);
      if (person.askedAs !== null) followed.add(person.insz);
      if (isCurrent(known, day)) eligible.add(person.insz);
    }
    progress?.(index + 1, files.length);
  }
  return { imported: imported.size, followed: followed.size, skipped, eligible: [...eligible].toSorted() };
}

type Placed = { readonly person: RegistryPerson; readonly address: Address; readonly municipality: OpenMunicipality };

function findPlace(person: RegistryPerson | NotRead, municipalityOf: ImportOptions['municipalityOf']): Placed | NotRead {
  if ('reason' in person) return person;
  const { nis, box, ...place } = person.address;
  if (nis === '') return { reason: 'municipality-unknown' };
  const municipality = municipalityOf(nis);
  if (!municipality) return { reason: 'lives-elsewhere' };
  const address = addressSchema.safeParse({ ...place, ...(box !== null && { box }) });
  return address.success ? { person, address: address.data, municipality } : { reason: 'address-incomplete' };
}

/** The person of a file. Where the answer only tells a new number, the answer about that number is read in its place. */
function readFollowing(folder: string, file: string): RegistryPerson | NotRead {
  const asked = basename(file, '.xml');
  let read = readFile(join(folder, persons, file), (text) => readPerson(text, asked));
  for (let step = 0; 'reason' in read && read.replacedBy !== undefined && step < mostReplacements; step += 1) {
    const next = read.replacedBy;
    const path = join(folder, persons, `${next}.xml`);
    if (!statSync(path, { throwIfNoEntry: false })) break;
    const person: RegistryPerson | NotRead = readFile(path, (text) => readPerson(text, next));
    read = 'reason' in person ? person : { ...person, askedAs: asked };
  }
  return read;
}

function readAllRecognitions(folder: string, skipped: { file: string; reason: string }[]): Map<string, readonly Recognition[]> {
  const found = new Map<string, readonly Recognition[]>();
  for (const file of filesIn(join(folder, disabilities))) {
    const name = join(disabilities, file);
    const read = readFile(join(folder, name), readRecognitions);
    if ('reason' in read) skipped.push({ file: name, reason: read.reason });
    else found.set(basename(file, '.xml'), read);
  }
  return found;
}

function readFile<T>(path: string, read: (text: string) => T): T | NotRead {
  let bytes: Uint8Array;
  try {
    const about = statSync(path);
    if (!about.isFile()) return { reason: 'no-file' };
    if (about.size > longestAnswer) return { reason: 'too-large' };
    bytes = readFileSync(path);
  } catch {
    return { reason: 'unreadable' };
  }
  let text: string;
  try {
    text = decodeXml(bytes);
  } catch {
    return { reason: 'no-xml' };
  }
  return read(text);
}

function filesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).toSorted() : [];
}
