import { failures } from '#services/kernel/failure.ts';
import type { Reader } from '#services/kernel/tables.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { dossiers, history, type Dossier } from './dossier.store.ts';
import { dueOf } from './due-of.ts';
import { specOf, type Move, type State } from './journey.states.ts';

export const journeyFailures = failures('journey', {
  'unknown-dossier': { status: 404, retry: 'never', title: 'There is no such dossier here.' },
  'move-not-possible': { status: 409, retry: 'never', title: 'This step is not possible in the present state of the dossier.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'The dossier was changed by someone else at the same moment.' },
});

export interface MoveDetails {
  /** A code that says why: `citizen-not-home`. Never free text: the history holds no personal data. */
  readonly reason?: string;
  /** When it happened outside, if before now (a late message). Epoch milliseconds UTC. */
  readonly occurredAt?: number;
  /** When the visit ends that was agreed with this move: the next step is due by then. Epoch milliseconds UTC. */
  readonly visitEnds?: number;
  /** Clear facts of the dossier that change with this move. */
  readonly changes?: Partial<Pick<Dossier, 'ground' | 'deliverBy'>>;
}

export async function dossierOf(reader: Reader, id: string): Promise<Dossier> {
  const dossier = await reader.first(dossiers, { id });
  if (!dossier) throw journeyFailures['unknown-dossier']();
  return dossier;
}

/** Does the table allow this move from the dossier's present state? */
export function allows(dossier: Pick<Dossier, 'state'>, move: Move): boolean {
  return Object.hasOwn(specOf(dossier.state).on, move);
}

/** Throws what `moveDossier` would throw, before anything irreversible is asked of the outside. */
export function demandMove(dossier: Pick<Dossier, 'state'>, move: Move): void {
  if (allows(dossier, move)) return;
  throw journeyFailures['move-not-possible']({ issues: [{ in: 'body', name: 'dossier', detail: `state '${dossier.state}' does not allow '${move}'` }] });
}

/**
 * Moves a dossier along the table: history line, new state and event in one unit of work.
 * @throws journey.unknown-dossier, journey.move-not-possible, journey.changed-meanwhile
 */
export async function moveDossier(work: UnitOfWork, id: string, move: Move, details: MoveDetails = {}): Promise<State> {
  const dossier = await dossierOf(work, id);
  demandMove(dossier, move);
  // The table is checked at start-up: every target of a move is a state.
  const state = specOf(dossier.state).on[move] as State;
  const sequence = dossier.sequence + 1;
  const occurredAt = details.occurredAt ?? work.at;

  const changed = await work.update(dossiers, { id, sequence: dossier.sequence }, { ...details.changes, state, sequence, stateSince: occurredAt, dueAt: dueOf(dossier, state, details.visitEnds) });
  if (changed === 0) throw journeyFailures['changed-meanwhile']();
  await work.insert(history, {
    dossier: id, sequence, move, fromState: dossier.state, state, occurredAt, recordedAt: work.at, actor: work.actor, reason: details.reason ?? null,
    ...stoodAfter({ ...dossier, ...details.changes }),
  });
  await work.publish('journey.moved', { dossier: id, sequence, move, from: dossier.state, state, occurredAt });
  return state;
}

/** What a line of the history says of the dossier after it: figures of a past day follow from it, whatever changes later. */
export function stoodAfter({ ground, deliverBy }: Pick<Dossier, 'ground' | 'deliverBy'>) {
  return { ground: ground ?? 'none', deliverBy: deliverBy ?? 'none' } as const;
}

/** For messages that may be late or repeated: moves if the table allows it and says whether it did. A status never goes backwards. */
export async function moveIfAllowed(work: UnitOfWork, id: string, move: Move, details: MoveDetails = {}): Promise<boolean> {
  if (!allows(await dossierOf(work, id), move)) return false;
  await moveDossier(work, id, move, details);
  return true;
}
