import { failures } from '#services/kernel/failure.ts';
import type { Row } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { personNumbers, persons } from './dossier.store.ts';

export const personFailures = failures('person', {
  unknown: { status: 404, retry: 'never', title: 'This person is not known here.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'The number of this person was changed by someone else at the same moment.' },
  'numbers-conflict': { status: 409, retry: 'never', title: 'Both national numbers belong to different persons here; a clerk has to merge them.' },
});

/** The id of the person with this national number; a new one when the number is new here. */
export async function personOf(work: UnitOfWork, insz: string): Promise<string> {
  const known = await work.first(personNumbers, { inszIndex: { in: work.blindIndexes('insz', insz) } });
  // Writing the row holds it until the commit: a person is not forgotten while a dossier of his or hers is being opened.
  if (known && await work.update(personNumbers, { id: known.id, person: whoIs(known) }, { person: known.person }) === 1) return known.person;
  const person = work.newId();
  const { owner, isNew } = await addNumber(work, person, insz);
  if (isNew) await work.insert(persons, { id: person, createdAt: work.at });
  return owner;
}

/** Finds a person by any number that he or she ever had here. `indexes` are those of all key versions. */
export async function findPerson(reader: Reader, indexes: readonly string[]): Promise<string | undefined> {
  const known = await reader.first(personNumbers, { inszIndex: { in: indexes } });
  return known && whoIs(known);
}

/** Only what is opened proves that number, index and person belong together. @throws vault.unreadable when they were exchanged */
function whoIs({ person, personal: { insz } }: Row<typeof personNumbers>): string {
  if (insz === '') throw personFailures.unknown();
  return person;
}

/** The national number in force. */
export async function inszOf(reader: Reader, person: string): Promise<string> {
  const current = await reader.first(personNumbers, { person, replacedOn: null });
  if (!current) throw personFailures.unknown();
  return current.personal.insz;
}

/** A national number was replaced by another: the person stays the same. Safe to repeat. */
export async function replaceNumber(work: UnitOfWork, oldInsz: string, newInsz: string): Promise<void> {
  const person = await personOf(work, oldInsz);
  const taken = await findPerson(work, work.blindIndexes('insz', newInsz));
  if (taken !== undefined && taken !== person) throw personFailures['numbers-conflict']();
  if (taken !== undefined) return;
  const before = await work.find(personNumbers, { person, replacedOn: null });
  if (!(await addNumber(work, person, newInsz)).isNew) throw personFailures['changed-meanwhile']();
  for (const { id } of before) await work.update(personNumbers, { id }, { replacedOn: dayOf(work.at) });
}

/** Gives a person a number, unless somebody has it: says whose it is. */
async function addNumber(work: UnitOfWork, person: string, insz: string): Promise<{ readonly owner: string; readonly isNew: boolean }> {
  const { newest, all } = await work.claimIndex('insz', insz);
  const owner = await findPerson(work, all);
  if (owner !== undefined) return { owner, isNew: false };
  await work.insert(personNumbers, { id: work.newId(), person, inszIndex: newest, knownSince: dayOf(work.at), personal: { insz } });
  return { owner: person, isNew: true };
}
