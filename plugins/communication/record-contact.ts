import type { Medium } from '#connectors/crm/crm.port.ts';
import type { Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import type { communication } from './communication.contract.ts';

/** The CRM notes that the citizen was told: subject and medium only. In a lane of its own, so that it holds up nothing. */
export async function recordContact(work: Work<typeof communication>, { id, dossier, medium, subject }: { id: string; dossier: string; medium: Medium; subject: string }): Promise<void> {
  const { person } = await dossierOf(work, dossier);
  await work.dispatch('crm.recordContact', { insz: await inszOf(work, person), dossier, medium, subject, at: work.at }, { lane: `contact:${id}`, dossier });
}
