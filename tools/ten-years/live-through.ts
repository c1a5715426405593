import type { Deliverer, Ground } from '#services/journey/ground.ts';
import { dossierView } from '#services/journey/journey.contract.ts';
import { journey, specOf, type Move, type State } from '#services/journey/journey.states.ts';

/** A line of the history as it lies in its table, and what the dossier says at last. */
export interface LivedLine {
  readonly sequence: number; readonly move: string; readonly fromState: State | null; readonly state: State; readonly occurredAt: number; readonly recordedAt: number;
  readonly actor: string; readonly reason: string | null; readonly ground: Ground | 'none'; readonly deliverBy: Deliverer | 'none';
}
export interface LivedComplaint { readonly at: number; readonly tone: 'positive' | 'neutral' | 'negative' }
export interface LivedDossier { readonly lines: readonly LivedLine[]; readonly complaints: readonly LivedComplaint[]; readonly counterRenewals: readonly number[] }

export interface Luck {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly chance: (share: number) => boolean;
  /** Days, most of them short and a few long. */
  readonly days: (usual: number) => number;
  /** When a day begins in Belgium; days are counted from 1 January 1970. */
  readonly midnight: (day: number) => number;
}

const stateSchema = dossierView.shape.state;
const officials = ['els.peeters', 'tom.maes', 'an.claes', 'jan.smit', 'fatma.yilmaz', 'piet.wouters'];
const minute = 60_000;

/** One dossier from its opening to its end, along the journey's table only: a move that is not there is an error of this generator. */
export function liveThrough(opened: number, luck: Luck, known: Ground | null): LivedDossier {
  const { random, chance, days, midnight } = luck;
  const lines: LivedLine[] = [];
  const complaints: LivedComplaint[] = [];
  const counterRenewals: number[] = [];
  let day = opened;
  let ground: Ground | 'none' = known ?? 'none';
  let deliverBy = nobody();
  let at = midnight(opened) + 5 * 60 * minute + Math.floor(random() * 30 * minute);

  /** A moment of a day: mostly in working hours, now and then in the middle of the night, also of the night in which the clock is put. */
  const onDay = (later: number) => {
    day += later;
    const night = chance(0.08);
    const hour = night ? Math.floor(random() * 4) : 8 + Math.floor(random() * 12);
    at = Math.max(at + 1_000, midnight(day) + hour * 60 * minute + Math.floor(random() * 60) * minute);
  };
  const go = (move: Move | 'open', { actor = 'citizen', reason = null, toldLater = 0, stands = {} }: { actor?: string; reason?: string | null; toldLater?: number; stands?: { ground?: Ground; deliverBy?: Deliverer } } = {}) => {
    const from = lines.at(-1)?.state ?? null;
    const state = from === null ? journey.initial : stateSchema.safeParse(specOf(from).on[move]).data;
    if (!state) throw new Error(`a dossier that is ${from} does not ${move}`);
    ground = stands.ground ?? ground;
    deliverBy = stands.deliverBy ?? deliverBy;
    lines.push({ sequence: lines.length + 1, move, fromState: from, state, occurredAt: at, recordedAt: at + toldLater, actor, reason, ground, deliverBy });
  };
  const official = () => `official:${officials[Math.floor(random() * random() * officials.length)]}`;
  const complains = (share: number) => {
    if (chance(share * (ground === 'limited-availability' ? 3 : 1))) complaints.push({ at: at + Math.floor(random() * 36 * 60) * minute, tone: chance(0.6) ? 'negative' : chance(0.5) ? 'neutral' : 'positive' });
  };
  const done = (): LivedDossier => ({ lines, complaints, counterRenewals });
  /** Ways out before a card is ordered. Who is referred, withdraws or says nothing may be heard of at the counter all the same. */
  const leave = (): LivedDossier => {
    if (chance(0.4)) {
      onDay(days(6));
      const toldLater = chance(0.5) ? days(4) * 24 * 60 * minute : 0;
      // Told late: it happened before what was recorded last.
      if (toldLater > 0 && chance(0.3)) at -= Math.floor(random() * 5 * 24 * 60) * minute;
      go('renew-at-counter', { actor: 'job:check-expiry', toldLater });
      if (chance(0.7)) counterRenewals.push(at);
      return done();
    }
    onDay(days(5));
    go(chance(0.5) ? 'withdraw' : 'refer', { actor: official(), reason: 'citizen-asked' });
    complains(0.05);
    if (chance(0.4)) counterRenewals.push(at + days(20) * 24 * 60 * minute);
    return done();
  };

  go('open', { actor: 'job:check-expiry', reason: 'expires-soon' });
  const isTold = chance(0.93);
  if (isTold) {
    onDay(chance(0.7) ? 0 : days(2));
    if (chance(0.06)) {
      go('fail-to-reach', { actor: 'job:invite' });
      onDay(days(5));
    }
    go('invite', { actor: 'job:invite', reason: 'email' });
    if (chance(0.35)) { onDay(14); go('remind', { actor: 'job:remind' }); }
  }
  if (!chance(known === 'disability' ? 0.8 : 0.5)) {
    if (chance(0.5)) return leave();
    onDay(90 + days(60));
    go('lapse', { actor: 'job:check-expiry', reason: 'no-reaction' });
    if (chance(0.3)) counterRenewals.push(at + days(30) * 24 * 60 * minute);
    return done();
  }

  const asked: Ground = known && chance(0.96) ? known : chance(0.55) ? 'limited-availability' : 'reduced-mobility';
  onDay(days(5));
  // A request on the website that reaches us late may have been made before the reminder went out.
  if (isTold && chance(0.04)) at -= Math.floor(random() * 3 * 24 * 60) * minute;
  go('request', { reason: 'declared-by-citizen', stands: { ground: asked } });
  complains(0.03);
  if (asked === 'limited-availability') {
    go('ask-payment');
    if (chance(0.08)) {
      onDay(days(3));
      go('expire-payment', { actor: 'job:expire' });
      onDay(days(4));
      go('request', { stands: { ground: chance(0.2) ? 'reduced-mobility' : asked } });
    }
  }
  if (chance(0.06)) {
    onDay(days(2));
    go('lose-moment', { actor: official(), reason: 'official-ill' });
    complains(0.2);
    onDay(days(3));
  }
  go('schedule', { actor: official() });
  if (chance(0.12)) { onDay(days(2)); go('reschedule'); }
  if (chance(0.04)) return leave();
  onDay(1 + days(8));
  while (chance(0.07)) {
    go('miss-visit', { actor: official(), reason: 'citizen-not-home' });
    complains(0.1);
    onDay(days(6));
    go('schedule', { actor: official() });
    onDay(1 + days(5));
  }
  const visiting = official();
  go('identify', { actor: visiting });
  if (chance(0.02)) return leave();
  const capture = () => go(chance(0.94) ? 'capture' : chance(0.5) ? 'find-fingers-temporarily-impossible' : 'find-fingers-permanently-impossible', { actor: chance(0.98) ? visiting : 'system:device' });
  capture();
  while (chance(0.04)) {
    if (chance(0.5)) go('verify', { actor: visiting });
    go('reject-biometrics', { actor: visiting, reason: 'poor-quality' });
    onDay(chance(0.5) ? 0 : days(4));
    capture();
  }
  if (chance(0.02)) return leave();
  go('verify', { actor: visiting });
  go('order', { actor: visiting, reason: 'normal' });
  complains(0.02);

  const isUrgent = chance(0.2);
  const made = () => (isUrgent ? 2 + days(1) : 10 + days(5));
  const by: Deliverer = chance(0.35) ? 'bpost' : 'official';
  const plan = (whom: Deliverer = by) => go('plan-delivery', { actor: visiting, stands: { deliverBy: whom } });
  if (chance(0.9)) plan();
  if (chance(0.02)) { onDay(days(5)); go(chance(0.5) ? 'withdraw' : 'refer', { actor: visiting }); return done(); }
  if (chance(0.1)) { onDay(made()); go('find-card-late', { actor: 'job:follow-cards' }); complains(0.3); if (chance(0.7)) plan(); }
  while (chance(0.03)) {
    onDay(made());
    go('lose-card', { actor: visiting, reason: 'post' });
    complains(0.5);
    onDay(days(2));
    go('order', { actor: visiting, reason: 'urgent' });
    if (chance(0.8)) plan(chance(0.8) ? by : 'official');
  }
  if (chance(0.02)) return done();
  onDay(made());
  go('receive-card', { actor: visiting });
  if (lines.at(-1)?.state === 'card-waiting') { onDay(days(3)); plan(); }
  onDay(days(3));
  if (deliverBy === 'bpost') go('hand-to-bpost', { actor: visiting });
  while (chance(0.06)) {
    onDay(days(2));
    go('fail-attempt', { actor: deliverBy === 'bpost' ? 'system:bpost' : visiting, reason: 'citizen-not-home', toldLater: Math.floor(random() * 600) * minute });
    complains(0.15);
    onDay(days(4));
    if (chance(0.15)) {
      go('find-undeliverable', { actor: visiting, reason: 'attempts-used-up' });
      onDay(days(15));
      if (chance(0.8)) go('renew-at-counter', { actor: 'job:check-expiry' });
      else { onDay(70); go('unclaim', { actor: 'job:watch-claims', reason: 'three-months-over' }); }
      return done();
    }
    if (chance(0.2)) go('plan-delivery-by-bpost', { actor: visiting, stands: { deliverBy: 'bpost' } });
    else plan('official');
  }
  go('start-delivery', { actor: deliverBy === 'bpost' ? 'system:bpost' : visiting });
  const handedOver = deliverBy === 'bpost' ? 'system:bpost' : chance(0.8) ? visiting : official();
  // The message of bpost may come a day after the hand-over.
  go('activate', { actor: handedOver, toldLater: deliverBy === 'bpost' ? Math.floor(random() * 24 * 60) * minute : 0 });
  complains(0.02);
  if (chance(0.01)) counterRenewals.push(at + days(40) * 24 * 60 * minute);
  go('register-code', { actor: handedOver });
  if (chance(0.02)) return done();
  go('close-procedure', { actor: handedOver });
  if (chance(0.05)) onDay(days(2));
  go('close', { actor: handedOver });
  return done();
}

/** Who hands over stands only once that is agreed. */
function nobody(): Deliverer | 'none' {
  return 'none';
}
