import type { z } from 'zod';
import type { appointmentView } from './appointments.contract.ts';
import type { Visit } from './appointments.store.ts';

export function viewOf({ id, dossier, purpose, start, end, official, state, heldUntil }: Visit): z.output<typeof appointmentView> {
  return { appointment: id, dossier, purpose, start, end, official, state, heldUntil: state === 'held' ? heldUntil : null };
}
