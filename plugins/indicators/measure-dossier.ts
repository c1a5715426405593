import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays, addMonths } from '#services/belgium/day.ts';
import type { HistoryLine } from '#services/journey/dossier.store.ts';
import type { Deliverer, Ground } from '#services/journey/ground.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { daysWaitedForCard } from '#services/journey/wait-for-card.ts';
import { definitions } from './definitions.ts';
import { stillStanding, type Measured } from './indicators.store.ts';
import { renewedWays, type Measure } from './measures.contract.ts';

/** A line of the history, by days in Belgium. */
export interface Step {
  readonly move: string;
  readonly day: string;
  readonly ends: boolean;
  readonly ground: Ground | 'none';
  readonly deliverBy: Deliverer | 'none';
  readonly official: string;
}
/** What others told of the dossier: instants. */
export interface Facts { readonly negativeComplaints: readonly number[]; readonly counterRenewals: readonly number[] }
/** What an older line leaves open. */
export interface Own { readonly ground: Ground | null; readonly deliverBy: Deliverer | null }

const monthsUntilLong = 2;
const dayMs = 24 * 3_600_000;
const captures: ReadonlySet<string> = new Set(['capture', 'find-fingers-temporarily-impossible', 'find-fingers-permanently-impossible']);

/**
 * All that is measured of one dossier, from its history in order and the facts: the same lines give the same measures, whenever and however often it is asked.
 * Figures of a past day do not change by what comes later, except by what was told late.
 */
export function measureDossier(lines: readonly HistoryLine[], own: Own, facts: Facts): Measured[] {
  const steps = lines.map((line) => stepOf(line, own));
  const opened = steps[0];
  if (!opened) return [];
  return [...durationsOf(steps), ...standingOf(steps, opened.day), ...complaintsOf(steps, facts), ...renewalOf(steps, facts)].filter(isInGroup);
}

function stepOf({ move, occurredAt, state, ground, deliverBy, actor }: HistoryLine, own: Own): Step {
  return {
    move, day: dayOf(occurredAt), ends: isFinal(journey, state), ground: ground ?? own.ground ?? 'none', deliverBy: deliverBy ?? own.deliverBy ?? 'none',
    official: actor.startsWith('official:') ? actor.slice('official:'.length) : 'none',
  };
}

/** Of whom an indicator speaks. A measure that belongs to two of them would need a name of its own for each. */
const groupOf: ReadonlyMap<Measure, readonly Ground[]> = new Map(definitions.flatMap(({ measure, beside, grounds }) => (grounds ? [measure, ...beside.map((figure) => figure.measure)].map((name) => [name, grounds] as const) : [])));

function isInGroup({ measure, ground }: Measured): boolean {
  const group: readonly (Ground | 'none')[] | undefined = groupOf.get(measure);
  return !group || group.includes(ground);
}

/** K1, K2, K3 and K8. What was told late may lie before what it followed: then it took no days. */
function durationsOf(steps: readonly Step[]): Measured[] {
  const [invited, requested, delivered] = [firstOf(steps, 'invite'), firstOf(steps, 'request'), firstOf(steps, 'activate')];
  const captured = heldCapture(steps);
  const found: Measured[] = [];
  const took = (measure: Measure, from: Step | undefined, until: Step | undefined, official = 'none') => {
    if (from && until) found.push(measuredBy(until, measure, { begun: from.day, day: until.day, value: daysFrom(from, until), official }));
  };
  took('invited-requested', invited, requested);
  took('requested-captured', requested, captured, captured?.official);
  took('captured-delivered', captured, delivered, delivered?.official);
  if (delivered?.deliverBy === 'bpost') took('requested-delivered', requested, delivered);
  const production = delivered && daysWaitedForCard(steps.slice(0, steps.indexOf(delivered)));
  if (production === undefined) return found;
  return found.flatMap((whole) => partsOf(whole, production));
}

/** Beside how long it took until the delivery: how much of that was the wait for a card to be made, and what is left. */
function partsOf(whole: Measured, production: number): Measured[] {
  if (whole.measure !== 'captured-delivered' && whole.measure !== 'requested-delivered') return [whole];
  return [whole, { ...whole, measure: `${whole.measure}.production`, value: production }, { ...whole, measure: `${whole.measure}.rest`, value: Math.max(0, whole.value - production) }];
}

/** The first registration of biometrics that was not rejected. */
function heldCapture(steps: readonly Step[]): Step | undefined {
  return steps.find((step, index) => captures.has(step.move) && steps.slice(index + 1).find(({ move }) => captures.has(move) || move === 'reject-biometrics')?.move !== 'reject-biometrics');
}

/** K4 and K5: from the night on which a dossier first counts among the open ones until the night on which it does so no more. */
function standingOf(steps: readonly Step[], opened: string): Measured[] {
  const requested = firstOf(steps, 'request')?.day;
  const stretches = stretchesOf(steps, opened);
  const standing = (measure: Measure, begun: string, first: string) => stretches
    .map(({ step, from, until }) => ({ step, from: from > first ? from : first, until }))
    .filter(({ from, until }) => from < until)
    .map(({ step, from, until }, part): Measured => ({ ...measuredBy(step, measure, { begun, day: from, value: 1 }), part, until }));
  return [
    ...standing('running', opened, longAfter(opened)),
    ...(requested === undefined ? [] : standing('running.requested', requested, longAfter(requested))),
    ...standing('pending', opened, opened),
  ];
}

/** The first day on which something has been going on for more than two calendar months. */
function longAfter(day: string): string {
  return addDays(addMonths(day, monthsUntilLong), 1);
}

interface Stretch { readonly step: Step; readonly from: string; readonly until: string }

/**
 * What stood on which nights while the dossier was open. A later line is right about every day from its own on, whatever earlier lines said of those; before it was opened
 * nothing stood.
 */
function stretchesOf(steps: readonly Step[], opened: string): Stretch[] {
  const stretches: Stretch[] = [];
  let until = stillStanding;
  for (const step of steps.toReversed()) {
    const from = step.day > opened ? step.day : opened;
    if (from >= until) continue;
    const next = stretches[0];
    if (next?.from === until && isAlike(next.step, step)) stretches[0] = { ...next, from };
    else if (!step.ends) stretches.unshift({ step, from, until });
    until = from;
  }
  return stretches;
}

function isAlike(one: Step, other: Step): boolean {
  return !other.ends && one.ground === other.ground && one.deliverBy === other.deliverBy;
}

/** K6. */
function complaintsOf(steps: readonly Step[], { negativeComplaints }: Facts): Measured[] {
  return negativeComplaints.map((at, part) => ({ ...measuredBy(stoodOn(steps, dayOf(at)), 'complained', { begun: dayOf(at), day: dayOf(at), value: 1 }), part }));
}

/** K7: when the card was renewed, and how. What was handed over at home was not renewed at the counter, whatever is told afterwards. */
function renewalOf(steps: readonly Step[], { counterRenewals }: Facts): Measured[] {
  const delivered = firstOf(steps, 'activate');
  if (delivered) return [measuredBy(delivered, 'renewed', { begun: delivered.day, day: delivered.day, value: renewedWays.deliveredAtHome })];
  const day = [...steps.filter(({ move }) => move === 'renew-at-counter').map((step) => step.day), ...counterRenewals.map(dayOf)].toSorted()[0];
  if (day === undefined) return [];
  return [measuredBy(stoodOn(steps, day), 'renewed', { begun: day, day, value: heldCapture(steps) ? renewedWays.visitedAtHome : renewedWays.atCounter })];
}

/** The last line that says something of that day; before all of them the first one. */
function stoodOn(steps: readonly Step[], day: string): Step {
  const found = steps.findLast((step) => step.day <= day) ?? steps[0];
  if (!found) throw new Error('a dossier without history');
  return found;
}

function firstOf(steps: readonly Step[], move: string): Step | undefined {
  return steps.find((step) => step.move === move);
}

/** Whole days of the calendar: midnights in UTC are 24 hours apart all year. */
function daysFrom(from: Step, until: Step): number {
  return Math.max(0, (Date.parse(until.day) - Date.parse(from.day)) / dayMs);
}

type Of = Pick<Measured, 'begun' | 'day' | 'value'> & { readonly official?: string };
function measuredBy({ ground, deliverBy }: Step, measure: Measure, { begun, day, value, official = 'none' }: Of): Measured {
  return { measure, part: 0, ground, deliverBy, official, begun, day, until: day, value };
}
