import type { Custody, DeliveryEvent, DeliveryMessage, HeldBecause } from './bpost-delivery.store.ts';

/** A message, without what we made of it. */
export type Told = Omit<DeliveryMessage, 'held'>;

/** What we know ourselves, whatever bpost tells. */
export interface OwnFacts {
  /** Has the municipality given the card to bpost's courier? */
  readonly handedToBpost: boolean;
  /** Was the card activated through us? Only then can it have reached the citizen. */
  readonly activated: boolean;
  /** The moment that we last asked for, and when we did. */
  readonly moment: { readonly start: number; readonly end: number; readonly setAt: number };
  /** Did the employee who said this hold a valid certificate at that instant? */
  readonly certified: (employee: string, message: Told) => boolean;
}

export interface Followed {
  readonly custody: Custody;
  readonly moment: { readonly start: number; readonly end: number };
  /** Sequences of the failed attempts that count. */
  readonly attempts: readonly number[];
  readonly cancelled: boolean;
  readonly returned: boolean;
  readonly handedOverBy: string | null;
  /** The last message that decides where the delivery stands: an older attempt changes nothing any more. */
  readonly decidedBy: number;
  /** Messages that do not count (yet), with the reason. */
  readonly held: ReadonlyMap<number, HeldBecause>;
}

/**
 * What all messages of one delivery together mean: a fold over the distinct ones in the order of their sequence, so that it makes
 * no difference in which order, or how often, they arrived.
 */
export function followMessages(told: readonly Told[], facts: OwnFacts): Followed {
  const distinct = [...new Map(told.map((message) => [message.sequence, message])).values()].sort((a, b) => a.sequence - b.sequence);
  const held = new Map<number, HeldBecause>();
  let standing: Followed = {
    custody: facts.handedToBpost ? 'courier' : 'municipality',
    moment: { start: facts.moment.start, end: facts.moment.end },
    attempts: [], cancelled: false, returned: false, handedOverBy: null, decidedBy: 0, held,
  };
  for (const message of distinct) {
    const why = objection(message, standing, facts);
    if (why) held.set(message.sequence, why);
    else standing = { ...standing, ...effects[message.event](message, standing, facts) };
  }
  return standing;
}

/** Only a certified person can say these. The others may also come from bpost's own systems, without an employee. */
const saidByEmployee: readonly string[] = ['card-received', 'handed-over'];
/** bpost can only lose, return or hand over what it holds. */
const needsTheCard: readonly string[] = ['card-received', 'attempt-failed', 'hand-over-blocked', 'handed-over', 'returned', 'lost'];
/** Means nothing once the delivery was called off or the card came back. */
const aboutThePlan: readonly string[] = ['moment-changed', 'cancelled'];

function objection(message: Told, { custody, cancelled, returned }: Followed, facts: OwnFacts): HeldBecause | undefined {
  const { event, employee, start, end } = message;
  if (employee !== null && !facts.certified(employee, message)) return 'not-certified';
  if (employee === null && saidByEmployee.includes(event)) return 'employee-missing';
  // A card that was lost may be found again, and comes back then.
  if (custody === 'citizen' || (custody === 'lost' && event !== 'returned')) return 'over';
  if ((cancelled || returned) && aboutThePlan.includes(event)) return 'over';
  if (needsTheCard.includes(event) && custody === 'municipality') return 'card-not-with-bpost';
  if (event === 'handed-over' && !facts.activated) return 'not-activated';
  if (event === 'moment-changed' && (start === null || end === null)) return 'moment-missing';
  return undefined;
}

type Effect = (message: Told, before: Followed, facts: OwnFacts) => Partial<Followed>;

/** A failed attempt counts always; it decides only when we have not asked for another moment since. */
const failAttempt: Effect = ({ sequence, at }, { attempts }, { moment }) => ({ attempts: [...attempts, sequence], ...(at >= moment.setAt && { decidedBy: sequence }) });

const effects: { readonly [E in DeliveryEvent]: Effect } = {
  'pre-announced': () => ({}),
  'card-received': () => ({ custody: 'bpost-employee' }),
  'attempt-failed': failAttempt,
  'hand-over-blocked': failAttempt,
  'handed-over': ({ sequence, employee }) => ({ custody: 'citizen', handedOverBy: employee, decidedBy: sequence }),
  // A moment that bpost set before we asked for another one does not bring the old one back.
  'moment-changed': ({ sequence, at, start, end }, _, { moment }) => start === null || end === null || at < moment.setAt ? {} : { moment: { start, end }, decidedBy: sequence },
  returned: ({ sequence }) => ({ custody: 'municipality', returned: true, decidedBy: sequence }),
  cancelled: ({ sequence }) => ({ cancelled: true, decidedBy: sequence }),
  lost: ({ sequence }) => ({ custody: 'lost', decidedBy: sequence }),
};
