import type { Reader } from '#services/kernel/tables.ts';
import { appointmentFailures } from './appointments.failures.ts';
import type { Purpose } from './appointments.contract.ts';
import { standing, visits, type Visit } from './appointments.store.ts';

export async function visitOf(reader: Reader, id: string): Promise<Visit> {
  const visit = await reader.first(visits, { id });
  if (!visit) throw appointmentFailures['no-such-appointment']();
  return visit;
}

/** The visit that is held or confirmed. */
export async function standingVisit(reader: Reader, dossier: string, purpose: Purpose): Promise<Visit | undefined> {
  return reader.first(visits, { dossier, purpose, standing });
}

/** The visit that was held last, whatever became of it. */
export async function latestVisit(reader: Reader, dossier: string, purpose: Purpose): Promise<Visit | undefined> {
  const [latest] = await reader.find(visits, { dossier, purpose }, { by: [['createdAt', 'desc'], ['id', 'desc']], limit: 1 });
  return latest;
}
