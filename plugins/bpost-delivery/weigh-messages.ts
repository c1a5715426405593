import type { z } from 'zod';
import type { Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { arrangements, messages, type Arrangement, type DeliveryMessage, type HeldBecause } from './bpost-delivery.store.ts';
import { followMessages, type Followed } from './follow-messages.ts';
import { certificateAt } from './judge-certificate.ts';
import { isLive } from './load-arrangement.ts';
import { recordsOfEmployees } from './load-certificates.ts';
import { messagesOf } from './read-messages.ts';

type Config = z.output<(typeof bpostDelivery)['config']>;
type BpostWork = Work<typeof bpostDelivery>;

/** The card is the citizen's from its activation on; a hand-over before that did not go through us. */
const activeStates: readonly string[] = ['activated', 'code-registered', 'procedure-closed', 'closed'];

/**
 * Works out anew what all messages of an arrangement mean together, writes down what has changed and tells it. `fresh` are the sequences
 * that have only just come in. Safe to repeat at any time: what did not change is not told again.
 */
export async function weighMessages(work: BpostWork, config: Config, reference: string, fresh: readonly number[] = []): Promise<void> {
  // Locks the arrangement, so that two messages at the same time are weighed one after the other.
  await work.update(arrangements, { reference }, { lastMessageAt: work.at });
  const arrangement = await work.first(arrangements, { reference });
  if (!arrangement) return;
  const told = await messagesOf(work, reference);
  const counted = new Set(told.filter(({ sequence, held }) => held === null && !fresh.includes(sequence)).map(({ sequence }) => sequence));
  const records = await recordsOfEmployees(work, config.employees, told.flatMap(({ employee }) => employee ?? []));

  const followed = followMessages(told, {
    handedToBpost: arrangement.handedToBpostAt !== null,
    activated: activeStates.includes((await dossierOf(work, arrangement.dossier)).state),
    moment: { start: arrangement.start, end: arrangement.end, setAt: arrangement.momentSetAt },
    // What counted once goes on counting when a certificate is corrected later. Nothing was said before it came: who is certified from tomorrow on says nothing today.
    certified: (employee, { at, recordedAt, sequence }) => counted.has(sequence) || certificateAt(records, employee, Math.min(at, recordedAt)) !== undefined,
  });

  for (const message of told) await noteHeld(work, arrangement, message, followed.held.get(message.sequence) ?? null, fresh.includes(message.sequence));
  await noteStanding(work, arrangement, followed);
  await tellAttempts(work, arrangement.dossier, told.filter(({ sequence }) => followed.attempts.includes(sequence) && !counted.has(sequence)), followed.decidedBy);
}

/** Somebody was certified: what was held for want of a certificate is weighed again, for who said it can be read there only. */
export async function weighHeldForCertificate(work: BpostWork, config: Config): Promise<void> {
  const held = await work.countBy(messages, { held: 'not-certified' }, 'reference');
  for (const reference of held.keys()) await weighMessages(work, config, reference);
}

async function noteHeld(work: BpostWork, { dossier }: Arrangement, { reference, sequence, event, held }: DeliveryMessage, why: HeldBecause | null, isFresh: boolean): Promise<void> {
  if (held !== why) await work.update(messages, { reference, sequence }, { held: why });
  if (why !== null && (isFresh || held !== why)) await work.emit('messageHeld', { dossier, event, why });
}

async function noteStanding(work: BpostWork, before: Arrangement, { custody, moment, cancelled, handedOverBy }: Followed): Promise<void> {
  const { reference, dossier } = before;
  const over = cancelled ? 'cancelled' as const : 'ended' as const;
  const state = isLive(before) && (cancelled || endsWith(before, custody)) ? over : before.state;
  await work.update(arrangements, { reference }, { custody, ...moment, state });

  if (moment.start !== before.start) {
    await work.update(arrangements, { reference }, { agreedStart: moment.start, agreedEnd: moment.end });
    await work.emit('momentChanged', { dossier, ...moment });
  }
  if (isLive(before) && cancelled) await work.emit('refused', { dossier, reason: 'cancelled-by-bpost' });
  if (custody === before.custody) return;
  if (custody === 'municipality') await work.emit('returned', { dossier });
  if (custody === 'lost') await work.emit('lost', { dossier });
  if (custody === 'citizen' && handedOverBy !== null) await work.emit('handedOver', { dossier, employee: handedOverBy });
}

function endsWith(before: Arrangement, custody: Arrangement['custody']): boolean {
  return custody === 'citizen' || custody === 'lost' || (custody === 'municipality' && before.handedToBpostAt !== null);
}

async function tellAttempts(work: BpostWork, dossier: string, attempts: readonly DeliveryMessage[], decidedBy: number): Promise<void> {
  for (const { event, reason, sequence, at } of attempts) await work.emit('attemptFailed', { dossier, reason: reason ?? event, at, current: sequence === decidedBy });
}
