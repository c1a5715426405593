import { z } from 'zod';
import { inszSchema } from '#services/belgium/insz.ts';
import { dossierOf } from '#services/kernel/dossier-of.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { findPerson } from './people.ts';

export type BlindIndexes = (purpose: string, value: string) => readonly string[];

const numbered = z.object({ insz: inszSchema });
const uuid = z.uuid();

/** What the audit calls a national number of nobody that is known here: a hash of its own, which leads to no row of another table and outlives an erasure. */
const inAudit = 'audit-subject';
const ofNumber = (index: string): string => `insz:${index}`;

/**
 * Whom an entry of the audit concerns, by the national number: our own id of the person, or else a keyed hash of the number, so that everything that
 * was looked up about one citizen is found again, also about one whom nobody knows here.
 */
export async function subjectOf(reader: Reader, blindIndexes: BlindIndexes, insz: string): Promise<string> {
  try {
    const person = await findPerson(reader, blindIndexes('insz', insz));
    if (person !== undefined) return `person:${person}`;
  } catch (error) {
    // A row that was tampered with does not say who it is; that somebody looked is noted all the same.
    if (!isFailure(error, 'vault.unreadable')) throw error;
  }
  return ofNumber(blindIndexes(inAudit, insz)[0] ?? '');
}

/** The same for whatever was given or answered: by its field `insz`, or else its field `dossier`. */
export async function subjectIn(reader: Reader, blindIndexes: BlindIndexes, ...values: readonly unknown[]): Promise<string | undefined> {
  for (const value of values) {
    const insz = numbered.safeParse(value).data?.insz;
    if (insz !== undefined) return subjectOf(reader, blindIndexes, insz);
  }
  const dossier = values.map(dossierOf).find((id) => uuid.safeParse(id).success);
  return dossier === undefined ? undefined : `dossier:${dossier}`;
}

/** As a person who asks what is held sees it: the hash serves us only. */
export const shownSubject = (subject: unknown): unknown => (typeof subject === 'string' && subject.startsWith(ofNumber('')) ? 'insz' : subject);

/** All by which the audit may know a person. */
export function subjectsOf(person: string | null, numbers: readonly string[], dossiers: readonly string[], blindIndexes: BlindIndexes): string[] {
  return [...(person === null ? [] : [`person:${person}`]), ...dossiers.map((id) => `dossier:${id}`), ...numbers.flatMap((insz) => blindIndexes(inAudit, insz).map(ofNumber))];
}
