import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { isFailure } from '#services/kernel/failure.ts';
import { makeCard } from './make-card.ts';
import type { OpenMunicipality } from './open-sandboxes.ts';
import { readPerson, type RegistryPerson } from './read-person.ts';
import { isCurrent, readRecognitions, type Recognition } from './read-recognitions.ts';

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
const cards = z.object({ cards: z.array(z.object({ cardNumber: z.string(), insz: z.string() })) });

/** Reads every answer of a folder and puts the people who live here into the sandboxes. What they know already stays as it is. */
export async function importFolder({ folder, day, municipalityOf, progress }: ImportOptions): Promise<ImportReport> {
  const skipped: { file: string; reason: string }[] = [];
  const recognitions = readAllRecognitions(folder, skipped);
  const files = filesIn(join(folder, persons));
  const [imported, followed, eligible] = [new Set<string>(), new Set<string>(), new Set<string>()];

  for (const [index, file] of files.entries()) {
    const name = join(persons, file);
    const person = readFile(join(folder, name), (text) => readPerson(text, basename(file, '.xml')));
    const municipality = 'reason' in person ? undefined : municipalityOf(person.address.nis);
    if ('reason' in person) skipped.push({ file: name, reason: person.reason });
    else if (!municipality) skipped.push({ file: name, reason: 'lives-elsewhere' });
    else if (!isPlace(person.address)) skipped.push({ file: name, reason: 'address-incomplete' });
    else {
      const known = [...recognitions.get(person.insz) ?? [], ...recognitions.get(person.askedAs ?? '') ?? []];
      await putPerson(municipality, person, known, day);
      imported.add(person.insz);
      if (person.askedAs !== null) followed.add(person.insz);
      if (isCurrent(known, day)) eligible.add(person.insz);
    }
    progress?.(index + 1, files.length);
  }
  return { imported: imported.size, followed: followed.size, skipped, eligible: [...eligible].toSorted() };
}

async function putPerson({ pull, languages, windowDays }: OpenMunicipality, person: RegistryPerson, recognitions: readonly Recognition[], day: string): Promise<void> {
  const { insz, usualName, lastName, firstNames, address, birthDate, askedAs } = person;
  const held = cards.parse(await pull('eid-tool', 'cards', {})).cards;
  const isTaken = (cardNumber: string) => held.some((card) => card.cardNumber === cardNumber && card.insz !== insz);
  await pull('eid-tool', 'put-card', { card: makeCard(person, { day, windowDays, isTaken }), keep: true });
  const language = person.language !== null && languages.includes(person.language) ? person.language : languages[0];
  await pull('crm', 'put-citizen', {
    citizen: {
      insz, firstName: usualName, lastName, language, email: null, mobile: null, phone: null, preferredMedium: null, whatsappOptIn: false, representative: null, reachable: true,
      address: { street: address.street, houseNumber: address.houseNumber, postcode: address.postcode, city: address.city, ...(address.box !== null && { box: address.box }) },
    },
    keep: true,
  });
  const known = { firstNames: firstNames.length > 0 ? firstNames : ['-'], lastName: lastName || '-', birthDate, deceased: false, nisCode: address.nis };
  if (askedAs !== null) {
    await pull('biza', 'put-person', { insz: askedAs, ...known, keep: true });
    for (const port of ['biza', 'disability-register']) await followNumber(pull, port, { from: askedAs, to: insz });
  }
  await pull('biza', 'put-person', { insz, ...known, keep: true });
  for (const { from, until } of recognitions) await pull('disability-register', 'put-recognition', { insz, from, until });
}

/** A number that was replaced at an earlier import is refused: it is followed already. */
async function followNumber(pull: OpenMunicipality['pull'], port: string, numbers: { from: string; to: string }): Promise<void> {
  try {
    await pull(port, 'replace-number', numbers);
  } catch (error) {
    if (!isFailure(error, `${port}.refused`)) throw error;
  }
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

function readFile<T>(path: string, read: (text: string) => T): T | { reason: string } {
  try {
    return statSync(path).isFile() ? read(readFileSync(path, 'utf8')) : { reason: 'no-file' };
  } catch {
    return { reason: 'unreadable' };
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function isPlace({ street, houseNumber, postcode, city }: RegistryPerson['address']): boolean {
  return street !== '' && houseNumber !== '' && houseNumber.length <= 12 && /^[1-9]\d{3}$/.test(postcode) && city !== '';
}
