import { z } from 'zod';
import type { Address } from '#services/belgium/address.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { makeCard } from './make-card.ts';
import type { OpenMunicipality } from './open-sandboxes.ts';
import type { RegistryPerson } from './read-person.ts';
import type { Recognition } from './read-recognitions.ts';

export interface PutPerson { readonly person: RegistryPerson; readonly address: Address; readonly recognitions: readonly Recognition[] }

const cards = z.object({ cards: z.array(z.object({ cardNumber: z.string(), insz: z.string() })) });
const spans = z.object({ recognitions: z.array(z.object({ insz: z.string(), from: z.string() })) });

/** What the sandboxes of one municipality knew, and what this import has put there since. */
interface Known { readonly holderOf: Map<string, string>; readonly recognised: Set<string> }

/** Puts people into the sandboxes of their municipality; what is known there stays as it is. */
export function personPutter(day: string): (municipality: OpenMunicipality, given: PutPerson) => Promise<void> {
  const known = new Map<string, Known>();
  return async (municipality, given) => {
    const before = known.get(municipality.id) ?? await lookUp(municipality);
    known.set(municipality.id, before);
    await putCard(municipality, given.person, { day, before });
    await putCitizen(municipality, given);
    await putRegistered(municipality, given.person);
    await putRecognitions(municipality, given, before);
  };
}

async function lookUp({ pull }: OpenMunicipality): Promise<Known> {
  const held = cards.parse(await pull('eid-tool', 'cards', {})).cards;
  const recognised = spans.parse(await pull('disability-register', 'recognitions', {})).recognitions;
  return { holderOf: new Map(held.map(({ cardNumber, insz }) => [cardNumber, insz])), recognised: new Set(recognised.map(({ insz, from }) => `${insz}:${from}`)) };
}

async function putCard({ pull, windowDays }: OpenMunicipality, person: RegistryPerson, { day, before: { holderOf } }: { day: string; before: Known }): Promise<void> {
  const isTaken = (cardNumber: string) => (holderOf.get(cardNumber) ?? person.insz) !== person.insz;
  const card = makeCard(person, { day, windowDays, isTaken });
  await pull('eid-tool', 'put-card', { card, keep: true });
  holderOf.set(card.cardNumber, person.insz);
}

async function putCitizen({ pull, languages }: OpenMunicipality, { person: { insz, usualName, lastName, language }, address }: PutPerson): Promise<void> {
  await pull('crm', 'put-citizen', {
    citizen: {
      insz, firstName: usualName, lastName, language: language !== null && languages.includes(language) ? language : languages[0],
      // The registry tells no ways to reach a person but the address.
      address, email: null, mobile: null, phone: null, preferredMedium: null, whatsappOptIn: false, representative: null, reachable: true,
    },
    keep: true,
  });
}

async function putRegistered({ pull }: OpenMunicipality, { insz, askedAs, firstNames, lastName, birthDate, address: { nis } }: RegistryPerson): Promise<void> {
  const known = { firstNames: firstNames.length > 0 ? firstNames : ['-'], lastName: lastName || '-', birthDate, deceased: false, nisCode: nis };
  if (askedAs !== null) {
    await pull('biza', 'put-person', { insz: askedAs, ...known, keep: true });
    for (const port of ['biza', 'disability-register']) await followNumber(pull, port, { from: askedAs, to: insz });
  }
  await pull('biza', 'put-person', { insz, ...known, keep: true });
}

/** A number that was replaced at an earlier import is refused: it is followed already. */
async function followNumber(pull: OpenMunicipality['pull'], port: string, numbers: { from: string; to: string }): Promise<void> {
  try {
    await pull(port, 'replace-number', numbers);
  } catch (error) {
    if (!isFailure(error, `${port}.refused`)) throw error;
  }
}

/** A period that the register knows by its first day is left alone: it may have been ended there since. */
async function putRecognitions({ pull }: OpenMunicipality, { person: { insz }, recognitions }: PutPerson, { recognised }: Known): Promise<void> {
  for (const { from, until } of recognitions) {
    const period = `${insz}:${from}`;
    if (!recognised.has(period)) await pull('disability-register', 'put-recognition', { insz, from, until });
    recognised.add(period);
  }
}
